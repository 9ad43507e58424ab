using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Tests.Descriptions;

public class NearestNamesTests
{
    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("same", "same", 0)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_counts_edits(string a, string b, int expected) => Assert.Equal(expected, NearestNames.Distance(a, b));

    [Fact]
    public void The_nearest_come_first() =>
        Assert.Equal("bandwidth bandwidths", string.Join(' ', NearestNames.Of("Bandwith", ["latency", "bandwidths", "bandwidth"])));

    [Fact]
    public void Nothing_is_near_to_gibberish()
    {
        Assert.Empty(NearestNames.Of("zzzzzz", ["latency", "bandwidth"]));
        Assert.Empty(NearestNames.Of(new string('a', 1_000_000), ["aaa"]));
    }
}
