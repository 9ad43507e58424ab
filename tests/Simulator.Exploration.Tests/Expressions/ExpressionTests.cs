using Simulator.Exploration.Expressions;

namespace Simulator.Exploration.Tests.Expressions;

public class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("100 / 10 / 5", 2)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("-2 ^ 2", -4)]
    [InlineData("2 ^ -1", 0.5)]
    [InlineData("--3", 3)]
    [InlineData("2 * -x", -6)]
    [InlineData("x - y", -2)]
    [InlineData("x*y/s", 15.0 / 7)]
    [InlineData("1e3 + .5 + 2.", 1002.5)]
    [InlineData("min(4, x, y)", 3)]
    [InlineData("max(4, x, y)", 5)]
    [InlineData("round(2.5) + round(-2.5)", 0)]
    [InlineData("floor(2.7) + ceil(2.1)", 5)]
    [InlineData("sqrt(16) + log2(8) + abs(-1) + pow(2, 3)", 16)]
    [InlineData("pow(x, y)", 243)]
    [InlineData("x ^ y", 243)]
    [InlineData("5 % * 40", 2)]
    [InlineData(" x\t+\ny ", 8)]
    public void Pure_numbers(string text, double expected)
    {
        var expression = ExperimentNames.Parse(text);
        Assert.True(expression.Unit.IsPure);
        Assert.Equal(expected, expression.Evaluate(ExperimentNames.Values), 12);
    }

    [Theory]
    [InlineData("0.4 MB * gpu.sm.count", 0.4e6 * 132, "B")]
    [InlineData("3.35TB/s", 3.35e12, "B/s")]
    [InlineData("2 TB/s", 2e12, "B/s")]
    [InlineData("2 TB / s", 2e12 / 7, "B")]
    [InlineData("2 TB/x", 2e12 / 3, "B")]
    [InlineData("814 mm2", 814e-6, "m2")]
    [InlineData("50 ms-2 ms", 0.048, "s")]
    [InlineData("128 B/clk", 128, "B/clk")]
    [InlineData("gpu.sm.shared * gpu.clock * 1 clk", 256e9, "B/s")]
    [InlineData("1.8 GHz", 1.8e9, "1/s")]
    [InlineData("700 W * 2 h", 700 * 7200.0, "J")]
    [InlineData("0.1 USD/kWh * gpu.power * prefill.seconds", 0.1 / 3.6e6 * 210, "USD")]
    [InlineData("25 k$ + 5 $", 0, null)]
    [InlineData("25 kUSD + 5 $", 25005, "USD")]
    [InlineData("4 pJ/bit * weights", 4e-12 * 8 * 70e9, "J")]
    [InlineData("weights / gpu.memory.bandwidth", 70e9 / 3.35e12, "s")]
    [InlineData("x / llama-decode.tpot", 75, "1/s")]
    [InlineData("prefill.seconds - llama-decode.tpot", 0.26, "s")]
    [InlineData("max(prefill.seconds, 2 * llama-decode.tpot)", 0.3, "s")]
    [InlineData("sqrt(gpu.die_area)", 0.028530685235374211, "m")]
    [InlineData("gpu.die_area ^ 0.5", 0.028530685235374211, "m")]
    [InlineData("pow(gpu.die_area, 1 / 2)", 0.028530685235374211, "m")]
    [InlineData("round(1.6 B + weights)", 70e9 + 2, "B")]
    [InlineData("log2(weights / 1 GB)", 6.1292830169449664, "")]
    [InlineData("990 TFLOP/s / gpu.memory.bandwidth", 990e12 / 3.35e12, "FLOP/B")]
    [InlineData("-llama-decode.tpot", -0.04, "s")]
    public void Units_follow_the_numbers(string text, double expected, string? unit)
    {
        if (unit is null)
        {
            ExperimentNames.Refusal(text);
            return;
        }

        var expression = ExperimentNames.Parse(text);
        Assert.Equal(unit, expression.Unit.ToString());
        Assert.Equal(expected, expression.Evaluate(ExperimentNames.Values), 1e-12 * Math.Abs(expected));
    }

    [Fact]
    public void Names_are_listed_once_in_the_order_of_the_text()
    {
        const string text = "max(y, x) * x + llama-decode.tpot / 1 s";
        Assert.Equal("y x llama-decode.tpot", string.Join(' ', Expression.NamesIn(text)));
        var expression = ExperimentNames.Parse($"  {text} ");
        Assert.Equal("y x llama-decode.tpot", string.Join(' ', expression.Names));
        Assert.Equal("1 0 7", string.Join(' ', expression.Slots));
        Assert.Equal(text, expression.Text);
        Assert.Empty(Expression.NamesIn("2 GB/s * min(3, 4)"));
    }

    [Fact]
    public void Division_by_zero_is_infinite()
    {
        Assert.Equal(double.PositiveInfinity, ExperimentNames.Parse("x / (y - 5)").Evaluate(ExperimentNames.Values));
        Assert.Equal(double.NaN, ExperimentNames.Parse("0 / 0").Evaluate([]));
    }

    [Fact]
    public void Evaluation_allocates_nothing()
    {
        var expression = ExperimentNames.Parse("max(prefill.seconds, 2 * llama-decode.tpot) * (x + y ^ 2) / sqrt(s)");
        var sum = expression.Evaluate(ExperimentNames.Values);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            sum += expression.Evaluate(ExperimentNames.Values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2000)]
    public void A_long_sum_needs_no_depth(int terms) =>
        Assert.Equal(3.0 * terms, ExperimentNames.Parse(string.Join(" + ", Enumerable.Repeat("x", terms))).Evaluate(ExperimentNames.Values));

    [Fact]
    public void Nesting_up_to_the_limit_is_accepted()
    {
        var text = new string('(', Expression.MaximumNesting) + "x" + new string(')', Expression.MaximumNesting);
        Assert.Equal(3, ExperimentNames.Parse(text).Evaluate(ExperimentNames.Values));
        var heaped = string.Concat(Enumerable.Repeat("x + x * (", Expression.MaximumNesting)) + "x" + new string(')', Expression.MaximumNesting);
        Assert.True(ExperimentNames.Parse(heaped).Evaluate(ExperimentNames.Values) > 1e20);
    }
}
