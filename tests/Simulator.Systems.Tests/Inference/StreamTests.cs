using FsCheck;
using FsCheck.Fluent;
using Simulator.Systems.Inference;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Inference;

public class StreamTests
{
    private static readonly Operator Product = OperatorVocabulary.Parse("gemm", "bf16", "m=64;n=4096;k=4096");

    [Fact]
    public void What_a_side_stream_adds_lies_between_nothing_and_its_own_time()
    {
        var times = Gen.Choose(0, 1000).Select(n => n * 1e-6);
        var property = Prop.ForAll(Gen.ArrayOf(times, 6).ToArbitrary(), t =>
        {
            ResourceTimes main = new(Tensor: t[0], Memory: t[1]), side = new(Tensor: t[2], Memory: t[3]);
            double mainSeconds = Math.Max(t[0], t[1]) + t[4], sideSeconds = Math.Max(t[2], t[3]) + t[5];
            var exposed = StreamOverlap.Exposed(mainSeconds, main, sideSeconds, side);
            var least = Math.Max(0, Math.Max(sideSeconds, Math.Max(t[0] + t[2], t[1] + t[3])) - mainSeconds);
            return exposed >= 0 && exposed <= sideSeconds && exposed >= Math.Min(least, sideSeconds) - 1e-15;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    [Fact]
    public void Work_on_one_resource_does_not_overlap_and_on_two_it_does()
    {
        Assert.Equal(2, StreamOverlap.Exposed(3, new ResourceTimes(Memory: 3), 2, new ResourceTimes(Memory: 2)), 12);
        Assert.Equal(0, StreamOverlap.Exposed(3, new ResourceTimes(Memory: 3), 2, new ResourceTimes(Tensor: 2)), 12);
        Assert.Equal(1, StreamOverlap.Exposed(3, new ResourceTimes(Memory: 3), 4, new ResourceTimes(Tensor: 4)), 12);
    }

    [Fact]
    public void Rows_of_a_side_stream_run_beside_the_rows_that_follow_in_their_block()
    {
        var simulator = Catalogue.Simulator();
        var together = simulator.Simulate(Of((3, 0), (3, 1), (3, 1), (3, 0)));
        var alone = simulator.Simulate(Of((3, 0), (3, 0)));
        var apart = simulator.Simulate(Of((3, 0), (3, 0), (3, 1), (3, 1)));
        var otherBlock = simulator.Simulate(Of((3, 1), (3, 1), (2, 0), (1, 0), (3, 0)));
        Assert.InRange(together.Seconds, alone.Seconds, 2 * alone.Seconds * (1 - 1e-6));
        Assert.Equal(2 * alone.Seconds, apart.Seconds, 12);
        Assert.All(otherBlock.Operators, o => Assert.Equal(o.Seconds, o.Exposed, 12));
    }

    [Fact]
    public void A_host_that_is_slower_than_the_GPU_sets_the_pace_and_a_faster_one_costs_its_first_launch()
    {
        var trace = Of((1000, 0), (1000, 0));
        KernelEstimate[] estimates = [.. trace.Rows.Select(_ => new KernelEstimate { Seconds = 10e-6, Kernels = 1 })];
        double[] exposed = [10e-3, 10e-3];
        Assert.Equal(2e-6, HostLaunches.Waits(trace.Rows, estimates, exposed, 2e-6).Sum(), 12);
        Assert.Equal(2000 * 15e-6 + 10e-6 - 20e-3, HostLaunches.Waits(trace.Rows, estimates, exposed, 15e-6).Sum(), 9);
    }

    [Fact]
    public void A_long_kernel_hides_the_launches_of_the_short_ones_after_it()
    {
        var trace = Of((50, 0), (50, 0));
        KernelEstimate[] estimates = [new() { Seconds = 100e-6, Kernels = 1 }, new() { Seconds = 1e-6, Kernels = 1 }];
        Assert.Equal(5e-6, HostLaunches.Waits(trace.Rows, estimates, [50 * 100e-6, 50 * 1e-6], 5e-6).Sum(), 12);
    }

    [Fact]
    public void A_huge_repeat_count_is_followed_quickly()
    {
        var trace = Of((100_000_000, 0));
        KernelEstimate[] estimates = [new() { Seconds = 1e-6, Kernels = 1 }];
        Assert.Equal(1e8 * 5e-6 + 1e-6 - 100, HostLaunches.Waits(trace.Rows, estimates, [100], 5e-6).Sum(), 3);
    }

    private static Trace Of(params (int Repeat, int Stream)[] rows) =>
        new([.. rows.Select((r, i) => new TraceRow($"row{i}", Product, r.Repeat, r.Stream))]);
}
