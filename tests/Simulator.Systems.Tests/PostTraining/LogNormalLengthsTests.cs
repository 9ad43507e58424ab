using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Tests.PostTraining;

/// <summary>The distribution of answers' lengths.</summary>
public class LogNormalLengthsTests
{
    [Theory]
    [InlineData(1000, 4000)]
    [InlineData(300, 3000)]
    [InlineData(4000, 5000)]
    public void Mean_and_percentile_are_those_asked_for(double mean, double p99)
    {
        var lengths = new LogNormalLengths(7, mean, p99, int.MaxValue);
        var random = new RandomSource(3);
        var drawn = Enumerable.Range(0, 400_000).Select(_ => lengths.Draw(random)).ToArray();
        Assert.All(drawn, d => Assert.Equal(7, d.InputTokens));
        Assert.InRange(drawn.Average(d => d.OutputTokens) / mean, 0.98, 1.02);
        var sorted = drawn.Select(d => d.OutputTokens).Order().ToArray();
        Assert.InRange(sorted[(int)(0.99 * sorted.Length)] / p99, 0.97, 1.03);
    }

    [Fact]
    public void The_longest_is_cut_off_and_equal_percentile_and_mean_make_all_alike()
    {
        var random = new RandomSource(3);
        var cut = new LogNormalLengths(1, 1000, 8000, 2000);
        Assert.Equal(2000, Enumerable.Range(0, 10_000).Max(_ => cut.Draw(random).OutputTokens));
        var alike = new LogNormalLengths(1, 1000, 1000, 2000);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(1000, alike.Draw(random).OutputTokens));
        Assert.Equal(0, alike.Spread);
    }

    [Theory]
    [InlineData(1000, 999)]
    [InlineData(1000, 16000)]
    public void A_percentile_that_no_log_normal_has_is_refused(double mean, double p99)
    {
        var error = Assert.Throws<InputException>(() => new LogNormalLengths(1, mean, p99, 100_000));
        Assert.Contains("accepted: 1000 to 14968", error.Message, StringComparison.Ordinal);
    }
}
