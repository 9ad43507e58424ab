using Simulator.Systems.Inference;

namespace Simulator.Systems.Tests.Inference;

/// <summary>Which predictions the model's error tells apart.</summary>
public class SeparationTests
{
    [Theory]
    [InlineData(1.0, 1.0, Separation.NotSeparable)]
    [InlineData(1.0, 1.1, Separation.NotSeparable)]
    [InlineData(1.0, 1.4, Separation.Faster)]
    [InlineData(1.4, 1.0, Separation.Slower)]
    public void Ten_percent_each_way_hide_a_tenth_and_not_two_fifths(double seconds, double other, Separation expected) =>
        Assert.Equal(expected, Step(seconds, 0.1).SeparationFrom(Step(other, 0.1)));

    [Fact]
    public void Wider_intervals_hide_more() => Assert.Equal(
        [Separation.Faster, Separation.NotSeparable], new[] { 0.05, 0.4 }.Select(width => Step(1, width).SeparationFrom(Step(1.2, width))));

    [Fact]
    public void Steps_that_take_no_time_are_compared_all_the_same() => Assert.Equal(
        [Separation.NotSeparable, Separation.Faster], new[] { 0.0, 1.0 }.Select(other => Step(0, 0.1).SeparationFrom(Step(other, 0.1))));

    private static StepResult Step(double seconds, double width) => new()
    {
        Operators = [],
        Seconds = seconds,
        LowSeconds = seconds * (1 - width),
        HighSeconds = seconds * (1 + width),
        HostBoundSeconds = 0,
        RooflineSeconds = seconds,
        Flops = 0,
        ModelFlopUtilisation = 0,
        MemoryBandwidthUtilisation = 0,
    };
}
