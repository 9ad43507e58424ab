using Simulator.Systems.Training.Overlap;
using Simulator.Timing.Gpus;

namespace Simulator.Systems.Tests.Training;

public class OverlapTests
{
    private static readonly SharedGpu Gpu = new(new GpuRates(Catalogue.Gpus.Load("h100-sxm"), Catalogue.Coefficients));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0.3)]
    [InlineData(1, 1)]
    [InlineData(0.2, 1)]
    public void Both_take_at_least_the_longer_and_at_most_the_sum(double compute, double exchange) =>
        Assert.InRange(Gpu.Joint(compute, exchange), Math.Max(compute, exchange), compute + exchange);

    [Fact]
    public void Sharing_the_GPU_costs_something()
    {
        Assert.True(Gpu.Joint(1, 0.5) > 1);
        Assert.Equal(1, Gpu.Joint(1, 0));
        var slowed = 0.5 / Gpu.ExchangeRate;
        Assert.Equal(1 + (slowed * (1 - Gpu.ComputeRate)), Gpu.Joint(1, 0.5), 9);
    }

    [Fact]
    public void Without_exchanges_a_sharded_pass_is_its_computation() =>
        Assert.Equal(6, new ShardedPass(Gpu).Seconds([new(1, 0, 0), new(2, 0, 0), new(3, 0, 0)]), 9);

    [Fact]
    public void Without_computation_it_is_its_exchanges() =>
        Assert.Equal(4.5, new ShardedPass(Gpu).Seconds([new(0, 1, 0.5), new(0, 1, 0.5), new(0, 1, 0.5)]), 9);

    [Fact]
    public void The_first_gather_and_the_last_reduction_always_show()
    {
        ShardedLayer[] layers = [.. Enumerable.Repeat(new ShardedLayer(10, 0.1, 0.1), 8)];
        var seconds = new ShardedPass(Gpu).Seconds(layers);
        Assert.InRange(seconds, 80.2, 80.2 + (16 * 0.1));
    }

    [Fact]
    public void Slow_exchanges_bind()
    {
        ShardedLayer[] layers = [.. Enumerable.Repeat(new ShardedLayer(1, 5, 0), 8)];
        var seconds = new ShardedPass(Gpu).Seconds(layers);
        Assert.InRange(seconds, 40, 48);
    }
}
