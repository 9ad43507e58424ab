using Simulator.Exploration.Expressions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Expressions;

public class ExpressionErrorTests
{
    [Theory]
    [InlineData("", "column 1", "the expression ends where a value is needed")]
    [InlineData("weights + prefill.seconds", "column 9", "cannot add s to B")]
    [InlineData("weights - 3", "column 9", "cannot subtract a pure number from B; accepted: equal units (a number with a unit, such as 2 B)")]
    [InlineData("gpu.memory.bandwidth + gpu.sm.shared * gpu.clock", "column 22", "multiply it by 1 clk")]
    [InlineData("max(weights, 3 s)", "column 1", "max of B and s; accepted: equal units")]
    [InlineData("round(gpu.power)", "column 1", "only pure numbers and bytes are rounded, not W")]
    [InlineData("log2(gpu.power)", "column 1", "a logarithm takes a pure number, not W")]
    [InlineData("weights ^ (1 / 3)", "column 9", "no multiple of 0.5")]
    [InlineData("weights ^ x", "column 9", "has no fixed unit")]
    [InlineData("x ^ weights", "column 3", "an exponent is a pure number, not B")]
    [InlineData("weights ^ 15 * weights ^ 15", "column 14", "beyond 20")]
    [InlineData("2 + gpu.sm.cout", "column 5", "did you mean 'gpu.sm.count'?")]
    [InlineData("x-y", "column 1", "a minus that subtracts has spaces around it")]
    [InlineData("2 + mim(x, y)", "column 5", "there is no function 'mim'; did you mean 'min'")]
    [InlineData("pow(x)", "column 1", "pow has 1 arguments; accepted: 2")]
    [InlineData("pow(x, y, s)", "column 1", "pow has 3 arguments; accepted: 2")]
    [InlineData("sqrt(x, y)", "column 1", "sqrt has 2 arguments; accepted: 1")]
    [InlineData("min()", "column 5", "')' stands where a value is needed")]
    [InlineData("(x + y", "column 7", "before the '(' of column 1 is closed")]
    [InlineData("x + y)", "column 6", "')' is not accepted here")]
    [InlineData("x y", "column 3", "'y' is not accepted here")]
    [InlineData("3 x", "column 3", "'x' is no unit")]
    [InlineData("3 Tb/s", "column 3", "'Tb' is no unit")]
    [InlineData("x % 2", "column 3", "directly after a number")]
    [InlineData("x * * 2", "column 5", "'*' stands where a value is needed")]
    [InlineData("x <= y", "column 3", "accepted: one comparison, at the top of a constraint")]
    [InlineData("x == y", "column 3", "accepted: <=, >=, <, >")]
    [InlineData("x & y", "column 3", "'&' is not accepted here")]
    [InlineData("1.2.3", "column 4", "'.3' is not accepted here")]
    [InlineData("1e999", "column 1", "is not a number")]
    public void A_mistake_is_one_line_with_its_column(string text, string column, string expected)
    {
        var message = ExperimentNames.Refusal(text);
        Assert.Contains(column, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")", 10_000)]
    [InlineData("(", ")", 500)]
    [InlineData("-", "", 9_000)]
    [InlineData("2 ^ ", "", 2_000)]
    [InlineData("abs(", ")", 1_500)]
    public void Deep_nesting_is_refused(string open, string close, int depth)
    {
        var text = string.Concat(Enumerable.Repeat(open, depth)) + "x" + string.Concat(Enumerable.Repeat(close, depth));
        var expected = text.Length > Expression.MaximumLength ? "characters; accepted: at most 10000" : "nests deeper than 64";
        Assert.Contains(expected, ExperimentNames.Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_cut_or_changed_character_gives_a_value_or_one_line()
    {
        const string text = "max(0.4 MB * gpu.sm.count, weights / 2) / (3.35 TB/s) + sqrt(4) * llama-decode.tpot";
        var random = new Random(1);
        const string characters = "()+-*/^,.<=> 09aEB%$_\u00b5\n\0";
        for (var i = 0; i < 2000; i++)
        {
            var changed = text.ToCharArray();
            for (var j = random.Next(1, 4); j > 0; j--)
                changed[random.Next(changed.Length)] = characters[random.Next(characters.Length)];
            var candidate = new string(changed)[random.Next(20)..];
            try
            {
                ExperimentNames.Parse(candidate).Evaluate(ExperimentNames.Values);
            }
            catch (InputException fault)
            {
                Assert.DoesNotContain('\n', fault.Message);
            }
        }
    }
}
