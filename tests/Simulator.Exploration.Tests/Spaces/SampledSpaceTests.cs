using Simulator.Exploration.Spaces;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Tests.Spaces;

public class SampledSpaceTests
{
    private static readonly DesignParameter[] Parameters =
    [
        new("sms", ValueRange.Parse("96, 132, 168", ValueDomain.Numbers(whole: true))),
        new("bandwidth", ValueRange.Parse("2..10 TB/s", ValueDomain.Numbers(Dimension.BytesPerSecond))),
        new("format", ValueRange.Parse("bf16, fp8", ValueDomain.Text)),
        new("batch", ValueRange.Parse("log 1..64", ValueDomain.Numbers(whole: true))),
    ];

    [Theory]
    [InlineData(SamplingMethod.Random)]
    [InlineData(SamplingMethod.LatinHypercube)]
    [InlineData(SamplingMethod.Sobol)]
    public void A_point_follows_from_its_number_and_the_seed_alone(SamplingMethod method)
    {
        const int count = 997;
        var forward = All(DesignSpace.Sampled(Parameters, method, count, 7), Enumerable.Range(0, count));
        var backward = All(DesignSpace.Sampled(Parameters, method, count, 7), Enumerable.Range(0, count).Reverse());
        backward.Reverse();
        Assert.Equal(forward, backward);
        var other = All(DesignSpace.Sampled(Parameters, method, count, 8), Enumerable.Range(0, count));
        Assert.True(forward.Zip(other).Count(pair => pair.First == pair.Second) < 10);
        Assert.Equal(count, forward.Distinct().Count());
    }

    [Theory]
    [InlineData(SamplingMethod.Random, 0.15)]
    [InlineData(SamplingMethod.LatinHypercube, 0.002)]
    [InlineData(SamplingMethod.Sobol, 0.003)]
    public void Values_are_spread_over_levels_and_intervals(SamplingMethod method, double tolerance)
    {
        const int count = 3 * 1024;
        var space = DesignSpace.Sampled(Parameters, method, count, 3);
        var (levels, numbers) = (new int[4], new double[4]);
        var (sms, formats, below) = (new int[3], new int[2], 0);
        for (var i = 0; i < count; i++)
        {
            space.Point(i, levels, numbers);
            sms[levels[0]]++;
            formats[levels[2]]++;
            Assert.Equal(Parameters[0].Range.Numbers[levels[0]], numbers[0]);
            Assert.Equal(-1, levels[1]);
            Assert.InRange(numbers[1], 2e12, 10e12);
            Assert.InRange(numbers[3], 1, 64);
            Assert.Equal(Math.Floor(numbers[3]), numbers[3]);
            below += numbers[1] < 4e12 ? 1 : 0;
        }

        Assert.All(sms, n => Assert.Equal(1.0, n / (count / 3.0), tolerance));
        Assert.All(formats, n => Assert.Equal(1.0, n / (count / 2.0), tolerance));
        Assert.Equal(1.0, below / (count / 4.0), tolerance);
    }

    [Fact]
    public void The_first_points_of_a_sequence_do_not_depend_on_how_many_there_are()
    {
        foreach (var method in (ReadOnlySpan<SamplingMethod>)[SamplingMethod.Random, SamplingMethod.Sobol])
        {
            Assert.Equal(
                All(DesignSpace.Sampled(Parameters, method, 100, 7), Enumerable.Range(0, 100)),
                All(DesignSpace.Sampled(Parameters, method, 1_000_000, 7), Enumerable.Range(0, 100)));
        }
    }

    [Fact]
    public void What_cannot_be_sampled_is_refused()
    {
        var none = Assert.Throws<InputException>(() => DesignSpace.Sampled(Parameters, SamplingMethod.Random, 0, 1));
        Assert.Contains("0 points", none.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => DesignSpace.Sampled(Parameters, SamplingMethod.Random, DesignSpace.MaximumCount + 1, 1));
        var many = Enumerable.Range(0, 22).Select(i => Parameters[0] with { Name = $"p{i}" }).ToArray();
        Assert.Contains(
            "sobol sampling of 22 parameters; accepted: at most 21",
            Assert.Throws<InputException>(() => DesignSpace.Sampled(many, SamplingMethod.Sobol, 8, 1)).Message,
            StringComparison.Ordinal);
        Assert.Equal(8, DesignSpace.Sampled(many, SamplingMethod.LatinHypercube, 8, 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => DesignSpace.Sampled(Parameters, SamplingMethod.Grid, 8, 1));
    }

    private static List<(int, double, int, double)> All(DesignSpace space, IEnumerable<int> indices)
    {
        var points = new List<(int, double, int, double)>();
        var (levels, numbers) = (new int[4], new double[4]);
        foreach (var index in indices)
        {
            space.Point(index, levels, numbers);
            points.Add((levels[0], numbers[1], levels[2], numbers[3]));
        }

        return points;
    }
}
