using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Answers;
using Xunit.Abstractions;

namespace Simulator.Exploration.Tests.Answers;

public class HypervolumeTests(ITestOutputHelper output)
{
    [Fact]
    public void Any_number_of_objectives_agrees_with_inclusion_and_exclusion() => Prop.ForAll(Cloud.Of(1, 7, 10), cloud =>
    {
        double[] reference = [.. cloud.Goals.Select((_, m) => 0.9 + 0.02 * m)];
        var (expected, found) = (InclusionExclusion(cloud.Points, reference), Hypervolume.Exact(cloud.Points, reference));
        Assert.True(Math.Abs(expected - found) <= 1e-9 * Math.Max(1, expected), $"{found} where {expected} is expected of {cloud}");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Steps_of_a_simplex_have_a_closed_form(int objectives)
    {
        // Integer points with coordinates that add up to n: all cells of the box [0, n+1]^d are beaten but those whose lower corners add up to less than n.
        const int n = 6;
        var points = Compositions(objectives, n).Select(point => point.Select(x => (double)x).ToArray()).ToArray();
        var expected = Math.Pow(n + 1, objectives) - Enumerable.Range(0, n).Sum(sum => Compositions(objectives, sum).Count());
        var found = Hypervolume.Exact(points, [.. Enumerable.Repeat(n + 1.0, objectives)]);
        output.WriteLine($"{objectives} objectives, {points.Length} points: {found} where {expected} is expected, off by {found - expected:E1}");
        Assert.Equal(expected, found, expected * 1e-12);
    }

    [Fact]
    public void The_sweep_of_three_agrees_with_slices_of_four() => Prop.ForAll(Cloud.Of(3, 3, 80), cloud =>
    {
        // A fourth objective in which all are equal multiplies the volume by its distance from the reference.
        var three = Hypervolume.Exact(cloud.Points, [1, 1, 1]);
        var four = Hypervolume.Exact([.. cloud.Points.Select(point => (double[])[.. point, 0.5])], [1, 1, 1, 1]);
        Assert.Equal(three * 0.5, four, 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_front_is_measured_from_ideal_to_worst_whichever_way_is_better()
    {
        // Latency from 1 to 5 (less is better), throughput from 10 to 30 (more is better): one member half-way in both beats a quarter of the box.
        var volume = Hypervolume.Of([[3, 20]], [1, 30], [5, 10], seed: 1);
        Assert.Equal((0.25, 0.0, VolumeMethod.Exact, 0), (volume.Value, volume.StandardError, volume.Method, volume.Samples));
        Assert.Equal([5, 10], volume.Reference.AsEnumerable());
    }

    [Fact]
    public void An_objective_that_does_not_vary_is_left_out()
    {
        Assert.Equal(0.25, Hypervolume.Of([[3, 7, 20]], [1, 7, 30], [5, 7, 10], seed: 1).Value);
        Assert.Equal(1, Hypervolume.Of([[3, 7]], [3, 7], [3, 7], seed: 1).Value);
        Assert.Equal(0, Hypervolume.Of([], [1, 7], [3, 8], seed: 1).Value);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 3)]
    [InlineData(8, 4)]
    public void A_sampled_volume_lies_within_its_error_of_the_exact_one(int objectives, int seed)
    {
        var random = new Random(seed);
        var points = Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, objectives).Select(_ => random.NextDouble() * 0.6).ToArray()).ToArray();
        var exact = Hypervolume.Exact(points, [.. Enumerable.Repeat(1.0, objectives)]);
        var misses = 0;
        for (var s = 0UL; s < 50; s++)
        {
            var (value, error) = SampledVolume.Estimate(points, s);
            misses += Math.Abs(value - exact) > 2.13 * error ? 1 : 0; // Student's 95 % at 15 degrees of freedom
            Assert.InRange(error, 1e-6, 0.003);
            Assert.InRange(value, exact - 6 * error, exact + 6 * error);
        }

        output.WriteLine($"{objectives} objectives: {misses} of 50 estimates outside their 95 % interval of {exact}");
        Assert.InRange(misses, 0, 9);
        Assert.Equal(SampledVolume.Estimate(points, 7), SampledVolume.Estimate(points, 7));
    }

    [Fact]
    public void A_large_front_of_many_objectives_is_sampled_and_says_so()
    {
        var random = new Random(5);
        var front = Enumerable.Range(0, 500).Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextDouble()).ToImmutableArray());
        var volume = Hypervolume.Of(front, [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], seed: 9);
        Assert.Equal((VolumeMethod.Sampled, SampledVolume.Samples), (volume.Method, volume.Samples));
        Assert.InRange(volume.StandardError, 1e-6, 0.003);
    }

    private static double InclusionExclusion(double[][] points, double[] reference)
    {
        var volume = 0.0;
        for (var subset = 1; subset < 1 << points.Length; subset++)
        {
            var common = 1.0;
            for (var m = 0; m < reference.Length; m++)
            {
                common *= Math.Max(0, reference[m] - points.Where((_, i) => (subset >> i & 1) == 1).Max(point => point[m]));
            }

            volume += int.IsOddInteger(int.PopCount(subset)) ? common : -common;
        }

        return volume;
    }

    private static IEnumerable<int[]> Compositions(int parts, int sum) => parts == 1
        ? [[sum]]
        : Enumerable.Range(0, sum + 1).SelectMany(first => Compositions(parts - 1, sum - first).Select(rest => (int[])[first, .. rest]));
}
