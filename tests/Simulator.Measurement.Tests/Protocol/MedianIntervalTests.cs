using Simulator.Measurement.Protocol;

namespace Simulator.Measurement.Tests.Protocol;

public sealed class MedianIntervalTests
{
    // Ranks for 95 %: Hahn and Meeker, table of distribution-free intervals of the median (n = 6: 1 and 6; 10: 2 and 9; 20: 6 and 15; 100: 40 and 61).
    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(10, 2, 9)]
    [InlineData(20, 6, 15)]
    [InlineData(100, 40, 61)]
    public void Ranks_are_those_of_the_binomial_law(int n, int low, int high)
    {
        var interval = MedianInterval.Of([.. Enumerable.Range(1, n).Select(i => (double)i).Reverse()], 0.95);
        Assert.Equal((low, high), (interval.Low, interval.High));
        Assert.True(interval.Confidence >= 0.95);
    }

    [Fact]
    public void Too_few_samples_have_less_confidence_and_say_so()
    {
        var interval = MedianInterval.Of([3, 1, 2], 0.95);
        Assert.Equal((2, 1, 3), (interval.Median, interval.Low, interval.High));
        Assert.Equal(0.75, interval.Confidence, 12);
    }

    [Fact]
    public void Outliers_lie_beyond_the_fences()
    {
        Assert.Equal(new Outliers(1, 2), Outliers.Of([-50, 10, 11, 12, 13, 14, 15, 16, 90, 91]));
        Assert.Equal(0, Outliers.Of([1, 1, 1, 1, 1]).Count);
        Assert.Equal(0, Outliers.Of([1, 100, 10000]).Count);
    }
}
