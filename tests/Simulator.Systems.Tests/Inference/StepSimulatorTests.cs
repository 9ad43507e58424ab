using Simulator.Systems.Inference;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Models;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Inference;

public class StepSimulatorTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string, Phase> Steps()
    {
        var steps = new TheoryData<string, Phase>();
        foreach (var id in Catalogue.Models.Ids)
        {
            foreach (var phase in Catalogue.Models.Load(id).Phases)
                steps.Add(id, phase);
        }

        return steps;
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Shares_add_up_with_and_without_a_graph(string id, Phase phase)
    {
        var simulator = Catalogue.Simulator();
        var trace = Catalogue.Request(id, StepOf(phase)).BuildTrace();
        var graph = simulator.Simulate(trace);
        var stream = simulator.Simulate(trace, LaunchMode.Stream);
        Close(graph.Seconds, simulator.Seconds(trace));
        Assert.Equal(0, graph.HostBoundSeconds);
        Assert.True(stream.Seconds >= graph.Seconds, $"{stream.Seconds} below {graph.Seconds}");
        foreach (var step in new[] { graph, stream })
        {
            Close(step.Seconds, step.Operators.Sum(o => o.Exposed + o.Waiting));
            Close(step.HostBoundSeconds, step.Operators.Sum(o => o.Waiting));
            Close(step.Seconds - step.HostBoundSeconds, step.ByBound.Sum(b => b.Seconds));
            Close(1, step.ByBound.Sum(b => step.Share(b.Seconds)) + step.Share(step.HostBoundSeconds));
            Assert.InRange(step.Seconds, step.LowSeconds, step.HighSeconds);
            Assert.InRange(step.LowSeconds, double.Epsilon, step.Seconds);
            Assert.InRange(step.RooflineFraction, 1e-3, 1);
            Assert.InRange(step.ModelFlopUtilisation, 0, 1);
            Assert.InRange(step.MemoryBandwidthUtilisation, 0, 1);
            Assert.All(step.Operators, o =>
            {
                Assert.InRange(o.Exposed, 0, o.Seconds * (1 + Tolerance));
                Assert.True(o.IsSide || o.Exposed == o.Seconds, o.Row.Name);
                Assert.True(o.Waiting >= 0, o.Row.Name);
            });
        }
    }

    [Fact]
    public void A_stream_of_long_kernels_costs_little_more_than_a_graph()
    {
        var trace = Catalogue.Request("llama-3.1-8b", StepShape.Prefill(1, 8192)).BuildTrace();
        var graph = Catalogue.Simulator().Simulate(trace);
        var stream = Catalogue.Simulator().Simulate(trace, LaunchMode.Stream);
        Assert.InRange(stream.HostBoundSeconds / graph.Seconds, 0, 0.01);
    }

    [Fact]
    public void A_stream_of_short_kernels_runs_at_the_pace_of_the_host()
    {
        var trace = Catalogue.Request("llama-3.1-8b", StepShape.Decode(1, 128), parallelism: new Parallelism { Tp = 8 }).BuildTrace();
        var simulator = Catalogue.Simulator();
        var stream = simulator.Simulate(trace, LaunchMode.Stream);
        var launches = stream.Operators.Sum(o => o.Row.Repeat * o.Estimate.Kernels) * simulator.Model.System.Gpu.Launch.StreamSeconds;
        Assert.InRange(stream.Seconds, Math.Max(launches, simulator.Seconds(trace)), launches + simulator.Seconds(trace));
    }

    [Fact]
    public void A_changed_description_is_extrapolated()
    {
        var trace = Catalogue.LlamaDecode().BuildTrace();
        Assert.Equal(Provenance.Calibrated, Catalogue.Simulator().Simulate(trace).Provenance);
        var changed = new StepSimulator(Catalogue.Simulator().Model, extrapolated: true);
        Assert.Equal(Provenance.Extrapolated, changed.Simulate(trace).Provenance);
    }

    [Theory]
    [InlineData("b200-sxm", "h100-sxm")]
    [InlineData("h200-sxm", "h100-sxm")]
    [InlineData("h100-sxm", "a100-sxm")]
    [InlineData("h100-sxm", "l40s")]
    public void A_better_GPU_is_faster(string better, string worse)
    {
        foreach (var step in new[] { StepShape.Decode(16, 2048), StepShape.Prefill(1, 4096) })
        {
            var trace = Catalogue.Request("llama-3.1-8b", step, "bf16").BuildTrace();
            var (fast, slow) = (Catalogue.Simulator(better).Simulate(trace), Catalogue.Simulator(worse).Simulate(trace));
            Assert.True(fast.SpeedupOver(slow) > 1, $"{better} {fast.Seconds} s, {worse} {slow.Seconds} s");
        }
    }

    internal static StepShape StepOf(Phase phase) => phase switch
    {
        Phase.Decode => StepShape.Decode(8, 448),
        Phase.Prefill => StepShape.Prefill(1, 256),
        _ => StepShape.Encode(1, 512),
    };

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(Math.Abs(expected), 1e-3), $"expected {expected}, was {actual}");
}
