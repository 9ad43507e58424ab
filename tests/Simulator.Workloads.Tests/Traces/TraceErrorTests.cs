using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Workloads.Tests.Traces;

public class TraceErrorTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    public static TheoryData<string, StepShape, Parallelism, string> Wrong => new()
    {
        { "bge-m3", StepShape.Decode(1, 1), Parallelism.Single, "phase: bge-m3 has no phase decode; accepted: encode" },
        { "llama-3.1-8b", StepShape.Encode(1, 1), Parallelism.Single, "phase: llama-3.1-8b has no phase encode; accepted: prefill, decode" },
        { "llama-3.1-8b", StepShape.Prefill(0, 1), Parallelism.Single, "batch: 0 is out of range" },
        { "llama-3.1-8b", StepShape.Prefill(1, -5), Parallelism.Single, "sequence: -5 is out of range" },
        { "llama-3.1-8b", StepShape.Decode(1, 0), Parallelism.Single, "context: 0 is out of range" },
        { "llama-3.1-8b", StepShape.Decode(1, 200_000), Parallelism.Single, "context: 200000 tokens per sequence of llama-3.1-8b; accepted: at most 131072" },
        { "llama-3.1-8b", StepShape.Prefill(2_000_000, 100_000), Parallelism.Single, "batch: 200000000000 tokens in one step; accepted: at most 2000000" },
        { "llama-3.1-8b", StepShape.Decode(1, 1), new Parallelism { Tp = 3 }, "tp: 3 does not divide the 32 attention heads of llama-3.1-8b" },
        { "llama-3.1-8b", StepShape.Decode(1, 1), new Parallelism { Tp = 0 }, "tp: 0 is out of range" },
        { "llama-3.1-8b", StepShape.Decode(1, 1), new Parallelism { Pp = 33 }, "pp: 33 pipeline stages for 32 layers" },
        { "mixtral-8x7b", StepShape.Decode(1, 1), new Parallelism { Tp = 4, Ep = 3 }, "ep: 3 does not divide the 4 ranks" },
        { "mixtral-8x7b", StepShape.Decode(1, 1), new Parallelism { Dp = 16 }, "ep: 16 does not divide the 8 experts" },
        { "qwen3-vl-32b", StepShape.Encode(1, 5), Parallelism.Single, "sequence: 5 patches; accepted: a multiple of 4" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_built_is_told_by_key(string id, StepShape step, Parallelism parallelism, string expected)
    {
        var model = Catalog.Load(id);
        var error = Assert.Throws<InputException>(() => TraceBuilder.Build(model, step, PrecisionRecipe.Follow(model), parallelism));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_recipe_is_told() =>
        Assert.Contains("accepted: published", Assert.Throws<InputException>(() => PrecisionRecipe.Parse("fp5", Catalog.Load("llama-3.1-8b"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Phases_are_listed_by_the_model() => Assert.Contains(Phase.Encode, Catalog.Load("qwen3-vl-32b").Phases);
}
