using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Simulator.Measurement.Fitting;
using Simulator.Measurement.Validation;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;
using Xunit.Abstractions;

namespace Simulator.Measurement.Tests;

/// <summary>Intervals for a GPU that has not been seen, on invented GPUs whose shifts and deviations are known.</summary>
public class UnseenGpuTests(ITestOutputHelper output)
{
    private const int Rows = 60;
    private const int Trials = 300;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.05)]
    [InlineData(0.15)]
    public void Four_gpus_give_an_interval_that_holds_nine_rows_in_ten_of_a_fifth(double shift)
    {
        var random = new MersenneTwister(11);
        var held = 0.0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var known = Enumerable.Range(0, 4).SelectMany(g => Gpu(random, $"gpu-{g}", shift)).ToArray();
            var interval = UnseenGpu.Interval(known, shift * shift);
            held += Gpu(random, "unseen", shift).Average(c => Ratio(c) >= interval.Low && Ratio(c) <= interval.High ? 1.0 : 0.0) / Trials;
        }

        output.WriteLine($"shift {shift}: {held:P1} of the rows of an unseen GPU inside");
        Assert.InRange(held, 0.87, 0.95);
    }

    [Fact]
    public void Intervals_grow_with_what_gpus_differ_by()
    {
        var random = new MersenneTwister(3);
        var alike = UnseenGpu.Interval([.. Enumerable.Range(0, 4).SelectMany(g => Gpu(random, $"gpu-{g}", 0))], 0);
        var apart = UnseenGpu.Interval([.. Enumerable.Range(0, 4).SelectMany(g => Gpu(random, $"gpu-{g}", 0.2))], 0.04);
        Assert.True(apart.High / apart.Low > 1.3 * alike.High / alike.Low, $"{alike.Low:0.00} to {alike.High:0.00}, {apart.Low:0.00} to {apart.High:0.00}");
    }

    private static double Ratio(Comparison c) => c.Measured.LatencySeconds / c.Estimate.Seconds;

    private static ImmutableArray<Comparison> Gpu(MersenneTwister random, string id, double shift)
    {
        var own = Normal.Sample(random, 0, shift);
        var op = OperatorVocabulary.Parse("gemm", "bf16", "m=64;n=64;k=64");
        return
        [
            .. Enumerable.Range(0, Rows).Select(i => new Comparison(
                new Measurements.Measurement(id, op, Math.Exp(own + Normal.Sample(random, 0, 0.1)), null, null, null, "invented", i + 2, []),
                new KernelEstimate(1, default, 0, 0, 1, default, 1), 1, 1)),
        ];
    }
}
