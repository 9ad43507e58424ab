using Simulator.Exploration.Expressions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Expressions;

public class ComparisonTests
{
    [Theory]
    [InlineData("llama-decode.tpot <= 50 ms", true, 0.01)]
    [InlineData("llama-decode.tpot<40ms", false, 0)]
    [InlineData("llama-decode.tpot <= 40 ms", true, 0)]
    [InlineData("llama-decode.tpot >= 40 ms", true, 0)]
    [InlineData("llama-decode.tpot > 40 ms", false, 0)]
    [InlineData("30 ms >= llama-decode.tpot", false, -0.01)]
    [InlineData("gpu.die_area <= 800 mm2", false, -14e-6)]
    [InlineData("x + y > s", true, 1)]
    public void Holds_and_slack(string text, bool holds, double slack)
    {
        var comparison = Comparison.Parse(text, ExperimentNames.Resolve);
        Assert.Equal(holds, comparison.Holds(ExperimentNames.Values));
        Assert.Equal(slack, comparison.Slack(ExperimentNames.Values), 1e-12);
        Assert.Equal(text, comparison.ToString());
    }

    [Fact]
    public void The_sides_keep_their_text_and_names()
    {
        var comparison = Comparison.Parse(" weights / 2  <=  80 GB ", ExperimentNames.Resolve);
        Assert.Equal("weights / 2", comparison.Left.Text);
        Assert.Equal("80 GB", comparison.Right.Text);
        Assert.Equal("weights", Assert.Single(comparison.Left.Names));
        Assert.Empty(comparison.Right.Names);
        Assert.Equal(ComparisonOperator.LessOrEqual, comparison.Operator);
    }

    [Fact]
    public void What_is_no_number_does_not_hold()
    {
        Assert.False(Comparison.Parse("0 / 0 <= x", ExperimentNames.Resolve).Holds(ExperimentNames.Values));
        Assert.False(Comparison.Parse("0 / 0 > x", ExperimentNames.Resolve).Holds(ExperimentNames.Values));
    }

    [Theory]
    [InlineData("llama-decode.tpot <= 50", "column 19", "cannot compare s with a pure number; accepted: equal units (a number with a unit, such as 2 s)")]
    [InlineData("weights <= 50 ms", "column 9", "cannot compare B with s")]
    [InlineData("x + y", "column 6", "there is no comparison; accepted: one of <=, >=, <, >")]
    [InlineData("1 < x < 5", "column 7", "a second comparison")]
    [InlineData("(x < 5)", "column 4", "'<' stands before the '(' of column 1 is closed")]
    [InlineData("<= 5", "column 1", "'<=' stands where a value is needed")]
    [InlineData("x <= ", "column 6", "the expression ends where a value is needed")]
    [InlineData("x ) <= 5", "column 3", "')' is not accepted here")]
    [InlineData("x <= 5 )", "column 8", "')' is not accepted here")]
    [InlineData("x = 5", "column 3", "accepted: <=, >=, <, >")]
    public void A_mistake_is_one_line_with_its_column(string text, string column, string expected)
    {
        var message = Assert.Throws<InputException>(() => Comparison.Parse(text, ExperimentNames.Resolve)).Message;
        Assert.Contains(column, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
