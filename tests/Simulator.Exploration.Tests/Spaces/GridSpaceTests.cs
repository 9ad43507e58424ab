using Simulator.Exploration.Spaces;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Spaces;

public class GridSpaceTests
{
    [Fact]
    public void Each_combination_stands_once_and_the_last_parameter_is_fastest()
    {
        var space = DesignSpace.Grid([Number("a", "1, 2, 3"), Name("b", "bf16, fp8"), Number("c", "10..50:5")]);
        Assert.Equal(30, space.Count);
        var seen = new List<(double A, int B, double C)>();
        var (levels, numbers) = (new int[3], new double[3]);
        for (var i = 0L; i < space.Count; i++)
        {
            space.Point(i, levels, numbers);
            Assert.Equal(space.Parameters[0].Range.Numbers[levels[0]], numbers[0]);
            Assert.Equal(double.NaN, numbers[1]);
            Assert.Equal(space.Parameters[2].Range.Numbers[levels[2]], numbers[2]);
            seen.Add((numbers[0], levels[1], numbers[2]));
        }

        Assert.Equal(30, seen.Distinct().Count());
        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public void No_parameters_are_one_point()
    {
        var space = DesignSpace.Grid([]);
        Assert.Equal(1, space.Count);
        space.Point(0, [], []);
    }

    [Fact]
    public void Large_grids_are_numbered_to_the_end()
    {
        var space = DesignSpace.Grid(Enumerable.Range(0, 11).Select(i => Number($"p{i}", "1..10:10")));
        Assert.Equal(DesignSpace.MaximumCount, space.Count);
        var (levels, numbers) = (new int[11], new double[11]);
        space.Point(space.Count - 1, levels, numbers);
        Assert.All(levels, level => Assert.Equal(9, level));
        space.Point(12_345_678_901, levels, numbers);
        Assert.Equal("12345678901", string.Concat(levels));
    }

    [Fact]
    public void Too_many_points_are_refused_with_the_sizes()
    {
        var parameter = Number("p", "1..1000:1000");
        var message = Assert.Throws<InputException>(() => DesignSpace.Grid(Enumerable.Repeat(parameter, 4))).Message;
        Assert.Contains("1000 x 1000 x 1000 x 1000 = 1e+12 points; accepted: at most 100000000000", message, StringComparison.Ordinal);
        message = Assert.Throws<InputException>(() => DesignSpace.Grid(Enumerable.Repeat(parameter, 500))).Message;
        Assert.Contains("1000 x ... =", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_needs_a_count()
    {
        var message = Assert.Throws<InputException>(() => DesignSpace.Grid([Number("gpu.sm.count", "1..10")])).Message;
        Assert.StartsWith("gpu.sm.count: '1..10'", message, StringComparison.Ordinal);
        Assert.Contains("add ': COUNT' or 'step STEP'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_outside_and_short_spans_are_faults()
    {
        var space = DesignSpace.Grid([Number("a", "1, 2")]);
        Assert.Throws<ArgumentOutOfRangeException>(() => space.Point(2, new int[1], new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => space.Point(-1, new int[1], new double[1]));
        Assert.Throws<ArgumentException>(() => space.Point(0, [], new double[1]));
    }

    private static DesignParameter Number(string name, string text) => new(name, ValueRange.Parse(text, ValueDomain.Numbers()));

    private static DesignParameter Name(string name, string text) => new(name, ValueRange.Parse(text, ValueDomain.Text));
}
