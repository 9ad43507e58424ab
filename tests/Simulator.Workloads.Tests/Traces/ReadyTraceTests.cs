using System.Text;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Workloads.Tests.Traces;

/// <summary>The traces of <c>workloads/traces</c> are what the builder gives. Set GPUSIM_UPDATE_TRACES=1 to write them anew after a change.</summary>
public class ReadyTraceTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    public static TheoryData<string, string, StepShape, string, Parallelism> Ready => new()
    {
        { "llama-3.1-8b-bf16-prefill-b1-s4096", "llama-3.1-8b", StepShape.Prefill(1, 4096), "bf16", Parallelism.Single },
        { "llama-3.1-8b-bf16-decode-b32-c4096", "llama-3.1-8b", StepShape.Decode(32, 4096), "bf16", Parallelism.Single },
        { "llama-3.1-70b-fp8-tp4-decode-b64-c4096", "llama-3.1-70b-fp8", StepShape.Decode(64, 4096), "published", new Parallelism { Tp = 4 } },
        { "deepseek-v3-fp8-block-tp8-decode-b32-c4096", "deepseek-v3", StepShape.Decode(32, 4096), "published", new Parallelism { Tp = 8 } },
        { "deepseek-v3-fp8-block-dp32-decode-b64-c4096", "deepseek-v3", StepShape.Decode(64, 4096), "published", new Parallelism { Dp = 32 } },
        { "nemotron-3-nano-nvfp4-decode-b16-c8192", "nemotron-3-nano-30b-a3b-nvfp4", StepShape.Decode(16, 8192), "published", Parallelism.Single },
        { "gpt-oss-120b-mxfp4-decode-b16-c8192", "gpt-oss-120b", StepShape.Decode(16, 8192), "published", Parallelism.Single },
        { "whisper-large-v3-fp16-encode-b8", "whisper-large-v3", StepShape.Encode(8, 1500), "fp16", Parallelism.Single },
    };

    [Theory]
    [MemberData(nameof(Ready))]
    public void A_ready_trace_is_what_the_builder_gives(string name, string id, StepShape step, string recipe, Parallelism parallelism)
    {
        var model = Catalog.Load(id);
        var trace = TraceBuilder.Build(model, step, PrecisionRecipe.Parse(recipe, model), parallelism);
        var path = Path.Combine(RepositoryPaths.Workloads, "traces", name + ".csv");
        using var text = new StringWriter();
        TraceFile.Write(trace, text);
        if (Environment.GetEnvironmentVariable("GPUSIM_UPDATE_TRACES") == "1")
            File.WriteAllText(path, text.ToString(), new UTF8Encoding(false));
        Assert.Equal(text.ToString(), File.ReadAllText(path));
        Assert.Equal(trace.Rows, TraceFile.Read(path).Rows.AsEnumerable());
    }

    [Fact]
    public void No_trace_is_left_untested() => Assert.Equal(
        Ready.Select(row => (string)((object?[])row)[0]! + ".csv").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(RepositoryPaths.Workloads, "traces"), "*.csv").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
}
