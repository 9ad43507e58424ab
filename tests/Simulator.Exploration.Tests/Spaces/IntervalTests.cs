using Simulator.Exploration.Spaces;

namespace Simulator.Exploration.Tests.Spaces;

public class IntervalTests
{
    private const double Last = 1 - (1.0 / (1UL << 53));

    [Theory]
    [InlineData(false, 0.5, 5.5)]
    [InlineData(true, 0.5, 3.1622776601683795)]
    public void The_middle(bool logarithmic, double coordinate, double expected) =>
        Assert.Equal(expected, new Interval(1, 10, logarithmic, false).At(coordinate), 1e-12);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void The_ends_are_kept_and_the_order_too(bool logarithmic, bool whole)
    {
        var interval = new Interval(3, 17, logarithmic, whole);
        Assert.Equal(3, interval.At(0));
        Assert.Equal(17, interval.At(Last), 1e-9);
        var previous = 0.0;
        for (var i = 0; i <= 1000; i++)
        {
            var value = interval.At(i / 1001.0);
            Assert.InRange(value, Math.Max(previous, 3), 17);
            Assert.True(!whole || value == Math.Floor(value));
            previous = value;
        }
    }

    [Fact]
    public void Whole_numbers_are_equally_likely()
    {
        var counts = new int[6];
        for (var i = 0; i < 6000; i++)
            counts[(int)new Interval(10, 15, false, true).At((i + 0.5) / 6000) - 10]++;
        Assert.All(counts, count => Assert.Equal(1000, count));
    }

    [Fact]
    public void Logarithmic_whole_numbers_have_their_share_of_the_axis()
    {
        var ones = Enumerable.Range(0, 10_000).Count(i => new Interval(1, 64, true, true).At((i + 0.5) / 10_000) == 1);
        Assert.Equal(Math.Log(1.5 / 0.5) / Math.Log(64.5 / 0.5), ones / 10_000.0, 1e-3);
    }
}
