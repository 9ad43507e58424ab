using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Memory;

public class FitAdviceTests
{
    private const double Capacity = 80e9;
    private const int Gpus = 8;

    [Theory]
    [InlineData("llama-3.1-70b", "bf16", 1, 1, 1)]
    [InlineData("llama-3.1-70b", "fp8", 4, 1, 4000)]
    [InlineData("llama-3.1-70b", "fp8", 2, 2, 300)]
    [InlineData("llama-3.1-8b", "bf16", 1, 4, 500)]
    [InlineData("mixtral-8x7b", "bf16", 1, 1, 64)]
    [InlineData("nemotron-h-56b", "bf16", 2, 1, 5000)]
    [InlineData("qwen3-235b-a22b", "fp8", 1, 1, 8)]
    [InlineData("gpt-oss-120b", "published", 1, 1, 2000)]
    [InlineData("deepseek-v3", "published", 8, 1, 8)]
    public void Advice_holds_at_its_boundaries(string model, string recipe, int tp, int pp, int batch)
    {
        var request = Catalogue.Request(model, StepShape.Decode(batch, 4096), recipe, new Parallelism { Tp = tp, Pp = pp });
        Assert.False(Fits(request));
        var advice = FitAdvice.For(request, Capacity, Gpus);
        if (advice.LargestBatch > 0)
            Assert.True(Fits(WithBatch(request, advice.LargestBatch)));
        Assert.False(Fits(WithBatch(request, advice.LargestBatch + 1)));
        for (var other = tp + 1; other * pp <= Gpus; other++)
        {
            if (other != advice.SmallestTp && !(other > advice.SmallestTp))
                Assert.False(IsPossible(WithTp(request, other)) && Fits(WithTp(request, other)), $"fits with {other}");
        }

        if (advice.SmallestTp is { } smallest)
            Assert.True(Fits(WithTp(request, smallest)));
    }

    [Fact]
    public void Tensor_parallelism_need_not_be_a_power_of_two()
    {
        var model = Catalogue.Models.Load("whisper-large-v3");
        var request = Catalogue.Request(model, StepShape.Decode(64, 448), "fp32");
        var capacity = MemoryFootprint.Of(WithTp(request, 5), WithTp(request, 5).BuildTrace(), Capacity).Total;
        Assert.Equal(5, FitAdvice.For(request, capacity, Gpus).SmallestTp);
    }

    [Theory]
    [InlineData(8, 128, "fits with --tp 8, or with --batch 256 at --tp 4")]
    [InlineData(8, 0, "fits with --tp 8; no batch fits at --tp 4")]
    [InlineData(null, 3, "fits with --batch 6; no larger --tp of this system fits it")]
    [InlineData(null, 0, "neither a larger --tp of this system nor a smaller --batch fits")]
    public void Advice_reads_as_options(int? tp, int batch, string text) =>
        Assert.Equal(text, new FitAdvice(tp, batch).Describe(new Parallelism { Tp = 4, Dp = 2 }));

    private static InferenceRequest WithBatch(InferenceRequest request, int batch) => request with { Step = request.Step with { Batch = batch } };

    private static InferenceRequest WithTp(InferenceRequest request, int tp) => request with { Parallelism = request.Parallelism with { Tp = tp } };

    private static bool Fits(InferenceRequest request) => MemoryFootprint.Of(request, request.BuildTrace(), Capacity).Fits;

    private static bool IsPossible(InferenceRequest request) => Record.Exception(() => request.Parallelism.Against(request.Model)) is null;
}
