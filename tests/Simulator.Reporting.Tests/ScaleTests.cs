using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;

namespace Simulator.Reporting.Tests;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(0.0000123, "s", "12.3 µs")]
    [InlineData(0.99951, "s", "1 s")]
    [InlineData(0.9994, "s", "999 ms")]
    [InlineData(3.35e12, "B/s", "3.35 TB/s")]
    [InlineData(8e10, "B", "80 GB")]
    [InlineData(0, "s", "0 s")]
    [InlineData(-0.002, "s", "−2 ms")]
    [InlineData(814e-6, "m2", "814 mm²")]
    [InlineData(4096, "", "4096")]
    [InlineData(32768, "", "32,768")]
    [InlineData(1.25e6, "", "1.25 M")]
    [InlineData(12.345, "%", "12.3 %")]
    [InlineData(double.NaN, "s", "–")]
    public void Values_are_written_with_the_prefix_that_suits(double value, string unit, string text) => Assert.Equal(text, SiFormat.Of(value, unit));

    [Fact]
    public void Decades_carry_their_own_prefix()
    {
        var (ticks, unit) = TickFinder.Of(new Axis("time", "s", AxisScale.Log10), 5e-6, 2e-2, 8);
        Assert.Equal(["10 µs", "100 µs", "1 ms", "10 ms"], ticks.Select(t => t.Label));
        Assert.Equal("", unit);
    }

    [Fact]
    public void Doublings_are_powers_of_two()
    {
        var (ticks, _) = TickFinder.Of(new Axis("batch", "", AxisScale.Log2), 1, 256, 12);
        Assert.Equal(["1", "2", "4", "8", "16", "32", "64", "128", "256"], ticks.Select(t => t.Label));
    }

    [Fact]
    public void Even_marks_share_a_unit_and_are_round()
    {
        var axis = new Axis("time", "s");
        var (min, max) = AxisMapping.Domain(axis, [0.0042, 0.0108], 6);
        var (ticks, unit) = TickFinder.Of(axis, min, max, 6);
        Assert.Equal("ms", unit);
        Assert.Equal(["2", "4", "6", "8", "10", "12"], ticks.Select(t => t.Label));
    }

    [Theory]
    [InlineData(AxisScale.Linear)]
    [InlineData(AxisScale.Log2)]
    [InlineData(AxisScale.Log10)]
    public void Every_axis_has_marks_inside_its_ends(AxisScale scale)
    {
        foreach (var (low, high) in new[] { (1.0, 1.0), (1e-9, 1e9), (0.98, 1.02), (3.0, 7.0), (1e-12, 2e-12) })
        {
            var axis = new Axis("", "s", scale);
            var (min, max) = AxisMapping.Domain(axis, [low, high], 6);
            var (ticks, _) = TickFinder.Of(axis, min, max, 6);
            Assert.True(min < max && min <= low && max >= high);
            Assert.NotEmpty(ticks);
            Assert.All(ticks, t => Assert.InRange(t.Value, min - 1e-6 * Math.Abs(min), max + 1e-6 * Math.Abs(max)));
            Assert.InRange(ticks.Count(t => t.Label.Length > 0), 1, 14);
        }
    }

    [Fact]
    public void The_ends_of_an_axis_are_where_its_mapping_says()
    {
        var mapping = new AxisMapping(new Axis("", "", AxisScale.Log10), 1, 1000, 100, 400);
        Assert.Equal(100, mapping.Place(1), 9);
        Assert.Equal(200, mapping.Place(10), 9);
        Assert.Equal(400, mapping.Place(1000), 9);
        Assert.True(double.IsNaN(mapping.Place(0)));
    }
}
