using Simulator.Hardware.Errors;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;

namespace Simulator.Measurement.Tests;

public class ValidationTests
{
    [Fact]
    public void Errors_that_were_put_in_come_out()
    {
        // Every second row was measured 25 % slower than predicted (error -20 %), the others at half the time (error +100 %).
        var rows = SyntheticRows.Gemms((_, i) => i % 2 == 0 ? 1.25 : 0.5);
        var report = Validator.Validate(new MeasurementSet(rows, []), SyntheticRows.Systems, SyntheticRows.Truth);
        Assert.Equal(0.6, report.Total!.Mape, 6);
        Assert.Equal(0.4, report.Total.Bias, 6);
        Assert.Equal(1.0, report.Total.P90Ape, 6);
        Assert.Equal(rows.Length, report.Groups.Sum(g => g.Statistics.Rows));
        Assert.All(report.Groups, g => Assert.Equal(g.Statistics.Rows, g.BySize.Values.Sum(s => s.Rows)));
    }

    [Fact]
    public void Rows_of_an_unknown_gpu_are_rejected_and_not_dropped()
    {
        var rows = SyntheticRows.Gemms((_, _) => 1);
        var report = Validator.Validate(new MeasurementSet([rows[0], rows[1] with { Gpu = "h900" }], []), SyntheticRows.Systems, SyntheticRows.Truth);
        Assert.Single(report.Comparisons);
        Assert.Contains("h900", Assert.Single(report.Rejections).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_takes_bounds_on_shapes_and_the_spread_of_stacks()
    {
        var row = SyntheticRows.Gemms((_, _) => 1)[0] with { MedianSeconds = 1, LatencySeconds = 0.8, Stacks = 2 };
        Assert.True(new RowFilter { MaxSpread = 1.3 }.Accepts(row));
        Assert.False(new RowFilter { MaxSpread = 1.2 }.Accepts(row));
        Assert.False(new RowFilter { MaxSpread = 1.3 }.Accepts(row with { Stacks = 1 }));
        Assert.True(new RowFilter { Conditions = [ShapeCondition.Parse("n>=512")] }.Accepts(row));
        Assert.False(new RowFilter { Conditions = [ShapeCondition.Parse("n<=511")] }.Accepts(row));
        Assert.True(new RowFilter { Conditions = [ShapeCondition.Parse("heads>=4")] }.Accepts(row));
        Assert.Throws<InputException>(() => ShapeCondition.Parse("n=4"));
    }
}
