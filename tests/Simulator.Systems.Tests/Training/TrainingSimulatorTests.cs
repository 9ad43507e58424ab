using Simulator.Systems.Training;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Schedules;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Tests.Training;

public class TrainingSimulatorTests
{
    public static TheoryData<string> Decoders => [.. Catalogue.Models.Ids.Where(id => Catalogue.Models.Load(id).Kind == ModelKind.Decoder)];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Every_decoder_of_the_catalogue_trains(string id)
    {
        var model = Catalogue.Models.Load(id);
        var experts = model.Layers.Select(l => l.FeedForward).OfType<MoeFeedForward>().FirstOrDefault()?.Experts ?? 1;
        var result = Steps.Of(id, 32, 2048, "hgx-h100", 4, "bf16", new TrainingParallelism { Tp = 2, Dp = 16, Ep = Math.Min(8, experts) }).Simulate();
        Assert.True(double.IsFinite(result.Seconds) && result.Seconds > 0);
        Assert.InRange(result.ModelFlopUtilisation, 0.001, 1);
        Assert.InRange(result.HardwareFlops, result.ModelFlops, 2 * result.ModelFlops);
        Assert.Equal(result.Seconds, result.Breakdown.Seconds, 1e-6 * result.Seconds);
        Assert.InRange(result.Seconds, result.LowSeconds, result.HighSeconds);
    }

    [Fact]
    public void Model_operations_are_six_per_parameter_and_token_and_those_of_attention()
    {
        var request = Steps.Llama8();
        var (model, tokens) = (request.Model, request.Tokens / request.Parallelism.Ranks);
        var products = 6 * (model.Parameters.Total - model.Parameters.Embedding);
        var attention = 12.0 * 32 * 128 * 32 * (4096 + 1) / 2;
        Assert.Equal((products + attention) * tokens, request.Simulate().ModelFlops, 0.001 * products * tokens);
    }

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(2, 2, 2)]
    public void Operations_are_divided_not_lost(int tp, int pp, int cp)
    {
        var whole = Steps.Llama8(layout: new TrainingParallelism { Dp = 8 }).Simulate();
        var divided = Steps.Llama8(layout: new TrainingParallelism { Tp = tp, Pp = pp, Cp = cp, Dp = 8 / tp / pp / cp }).Simulate();
        Assert.Equal(whole.ModelFlops, divided.ModelFlops, 0.002 * whole.ModelFlops);
    }

    [Fact]
    public void The_time_of_many_microbatches_grows_with_their_number()
    {
        var few = Steps.Llama70(32).Simulate();
        var many = Steps.Llama70(128).Simulate();
        Assert.InRange(many.Seconds / few.Seconds, 3, 4);
        Assert.True(many.Breakdown.Bubble / many.Seconds < few.Breakdown.Bubble / few.Seconds);
    }

    [Fact]
    public void Interleaving_shortens_the_bubble_and_zero_bubbles_too()
    {
        double Bubble(TrainingRequest r) => r.Simulate().Breakdown.Bubble / r.Simulate().Seconds;
        var layout = new TrainingParallelism { Tp = 4, Pp = 8, Dp = 2 };
        var plain = Bubble(Steps.Llama70(layout: layout));
        Assert.True(Bubble(Steps.Llama70(layout: layout with { Vp = 5 })) < plain);
        Assert.True(Bubble(Steps.Llama70(layout: layout) with { Schedule = ScheduleKind.ZeroBubble }) < plain);
    }

    [Fact]
    public void Recomputation_takes_time_and_saves_memory()
    {
        var results = Enum.GetValues<Recomputation>().Select(r => (Steps.Llama8() with { Recompute = r }).Simulate()).ToArray();
        Assert.Equal(results.OrderBy(r => r.Seconds), results);
        Assert.Equal(results.OrderByDescending(r => r.Memory.Activations), results);
        Assert.InRange(results[2].HardwareFlops / results[2].ModelFlops, 1.3, 1.45);
        var half = (Steps.Llama8() with { Recompute = Recomputation.Full, RecomputedLayers = 16 }).Simulate();
        Assert.InRange(half.Seconds, results[0].Seconds, results[2].Seconds);
        Assert.InRange(half.Memory.Activations, results[2].Memory.Activations, results[0].Memory.Activations);
    }

    [Fact]
    public void Narrow_products_are_faster_and_pay_for_casts()
    {
        var wide = Steps.Llama8(recipe: "bf16").Simulate();
        foreach (var recipe in new[] { "fp8-delayed", "fp8-current", "fp8-block" })
        {
            var narrow = Steps.Llama8(recipe: recipe).Simulate();
            Assert.InRange(wide.Seconds / narrow.Seconds, 1.05, 1.8);
            Assert.Contains(narrow.Operators, o => o.Name.EndsWith(".grad.cast", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(wide.Operators, o => o.Name.EndsWith("cast", StringComparison.Ordinal));
    }

    [Fact]
    public void Uneven_routing_slows_the_busiest_rank()
    {
        var even = Steps.Of("qwen3-30b-a3b", 64, 4096, "hgx-h100", 2, "bf16", new TrainingParallelism { Dp = 16, Ep = 8 });
        even = even with { Framework = FrameworkTraits.Megatron with { Graphs = true } };
        Assert.True((even with { RoutingSkew = 1 }).Simulate().Seconds > 1.1 * even.Simulate().Seconds);
    }

    [Fact]
    public void Graphs_take_the_host_out_of_the_way()
    {
        var eager = Steps.Of("qwen3-30b-a3b", 64, 4096, "hgx-h100", 2, "fp8", new TrainingParallelism { Dp = 16, Ep = 8 });
        var graphs = (eager with { Framework = FrameworkTraits.Megatron with { Graphs = true } }).Simulate();
        Assert.True(eager.Simulate().Breakdown.Host > 0);
        Assert.Equal(0, graphs.Breakdown.Host);
    }

    [Fact]
    public void The_memory_of_a_stage_rises_to_the_peak_and_falls_back()
    {
        var result = Steps.Llama70().Simulate();
        var pipeline = PipelineSimulator.Run(result.Work, result.Request.Schedule, record: true);
        var series = MemorySeries.Of(result, pipeline, result.Memory.Stage);
        Assert.Equal(result.Memory.Total, series.Max(s => s.Bytes), 1e-6 * result.Memory.Total);
        Assert.Equal(result.Memory.Total - result.Memory.Activations, series[^1].Bytes, 1e-6 * result.Memory.Total);
    }
}
