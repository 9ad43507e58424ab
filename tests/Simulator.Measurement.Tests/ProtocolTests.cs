using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Protocol;
using Xunit.Abstractions;

namespace Simulator.Measurement.Tests;

/// <summary>The measurement protocol, on kernels whose distribution of times is known.</summary>
public class ProtocolTests(ITestOutputHelper output)
{
    private const double Tick = 1e-9;

    [Fact]
    public void The_interval_of_the_median_holds_it_as_often_as_it_says()
    {
        var random = new MersenneTwister(5);
        var held = 0;
        for (var trial = 0; trial < 2000; trial++)
        {
            var sorted = Enumerable.Range(0, 25).Select(_ => Exponential.Sample(random, 1)).Order().ToArray();
            var (low, high) = MedianInterval.Of(sorted, 0.95);
            held += low <= Math.Log(2) && Math.Log(2) <= high ? 1 : 0;
        }

        output.WriteLine($"{held / 20.0} % of the intervals hold the median");
        Assert.InRange(held / 2000.0, 0.94, 0.975);
    }

    [Fact]
    public void Too_few_samples_give_the_extremes() => Assert.Equal((1.0, 3.0), MedianInterval.Of([1, 2, 3], 0.95));

    [Fact]
    public void A_skewed_kernel_is_sampled_until_its_median_is_known_and_its_outliers_are_kept()
    {
        var random = new MersenneTwister(2);
        var kernel = new DistributedKernel(_ => 1e-3 * (1 + (0.01 * random.NextDouble())) * (random.NextDouble() < 0.1 ? 5 : 1));
        var timed = TimingProtocol.Measure(kernel, CacheState.Warm, Tick, new ProtocolOptions { LeastWarmUp = TimeSpan.Zero });
        Assert.InRange(timed.Seconds, 1e-3, 1.01e-3);
        Assert.True(timed.HighSeconds <= timed.LowSeconds * 1.02);
        Assert.InRange(timed.Samples, 11, 400);
        Assert.Equal(kernel.Timed.Skip(timed.WarmUpRuns).Count(t => t > 2e-3), timed.Outliers);
    }

    [Fact]
    public void Warm_up_waits_until_the_kernel_is_stable()
    {
        var kernel = new DistributedKernel(run => run < 40 ? 1e-3 * (1 + ((40 - run) * 0.5)) : 1e-3);
        var timed = TimingProtocol.Measure(kernel, CacheState.Warm, Tick, new ProtocolOptions { LeastWarmUp = TimeSpan.Zero });
        Assert.True(timed.IsStable);
        Assert.True(timed.WarmUpRuns > 40, $"{timed.WarmUpRuns} runs");
        Assert.Equal(1e-3, timed.HighSeconds, 9);
    }

    [Fact]
    public void Short_kernels_are_repeated_until_a_sample_is_long_against_the_clock_and_cold_ones_are_not()
    {
        var options = new ProtocolOptions { LeastWarmUp = TimeSpan.Zero, TicksPerSample = 1000 };
        Assert.Equal(500, TimingProtocol.Measure(new DistributedKernel(_ => 2 * Tick), CacheState.Warm, Tick, options).RunsPerSample);
        Assert.Equal(1, TimingProtocol.Measure(new DistributedKernel(_ => 2 * Tick), CacheState.Cold, Tick, options).RunsPerSample);
    }

    [Fact]
    public void A_kernel_that_never_settles_ends_with_the_samples_and_says_so()
    {
        var random = new MersenneTwister(9);
        var options = new ProtocolOptions { LeastWarmUp = TimeSpan.Zero, MostWarmUp = TimeSpan.FromMilliseconds(5), MostSamples = 40 };
        var timed = TimingProtocol.Measure(new DistributedKernel(_ => 1e-3 * Math.Exp(random.NextDouble() * 3)), CacheState.Warm, Tick, options);
        Assert.False(timed.IsStable);
        Assert.Equal(40, timed.Samples);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var source = new CancellationTokenSource();
        var kernel = new DistributedKernel(run =>
        {
            if (run == 20)
            {
                source.Cancel();
            }

            return 1e-3 * (1 + (run % 7));
        });
        Assert.Throws<OperationCanceledException>(() => TimingProtocol.Measure(kernel, CacheState.Warm, Tick, new ProtocolOptions(), source.Token));
    }

    private sealed class DistributedKernel(Func<int, double> seconds) : IPreparedKernel
    {
        private int run;

        public List<double> Timed { get; } = [];

        public string Implementation => "invented";

        public double TimeSeconds(int repetitions, CacheState cache, CancellationToken cancellation = default)
        {
            cancellation.ThrowIfCancellationRequested();
            var sum = 0.0;
            for (var i = 0; i < repetitions; i++)
            {
                sum += seconds(run++);
                Timed.Add(sum);
            }

            return sum / repetitions;
        }

        public IReadOnlyList<KernelOutput> Outputs(CancellationToken cancellation = default) => [];

        public void Dispose()
        {
        }
    }
}
