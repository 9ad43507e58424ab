using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Expressions;

/// <summary>A constraint of an experiment file, such as <c>decode.tpot &lt;= 50 ms</c>: two formulas of the same unit, compared.</summary>
/// <param name="Text">The text as it was written, trimmed.</param>
/// <param name="Left">The left side.</param>
/// <param name="Operator">How they compare.</param>
/// <param name="Right">The right side.</param>
public sealed record Comparison(string Text, Expression Left, ComparisonOperator Operator, Expression Right)
{
    private const string Accepted = "accepted: one of <=, >=, <, > between two expressions, such as decode.tpot <= 50 ms";

    /// <summary>Compiles a constraint.</summary>
    /// <param name="text">The text.</param>
    /// <param name="resolver">Finds the names.</param>
    /// <returns>The compiled constraint.</returns>
    /// <exception cref="InputException">The text is no constraint, a name is unknown or units do not fit; the message names column and text.</exception>
    public static Comparison Parse(string text, NameResolver resolver)
    {
        var parser = new ExpressionParser(text, resolver);
        var left = parser.Side();
        var token = parser.Current;
        if (token.Kind == TokenKind.End)
            throw parser.Error(token, $"there is no comparison; {Accepted}");
        if (token.Kind != TokenKind.Comparison)
            parser.ExpectEnd();
        parser.Take();
        var right = parser.Side();
        if (parser.Current.Kind == TokenKind.Comparison)
            throw parser.Error(parser.Current, $"a second comparison; {Accepted}; two bounds are two constraints");
        parser.ExpectEnd();
        if (left.Unit != right.Unit)
            throw parser.Error(token, $"cannot compare {left.Unit.Describe()} with {right.Unit.Describe()}{UnitHint.For(left.Unit, right.Unit)}");
        return new Comparison(text.Trim(), left, OperatorOf(token.Text), right);
    }

    /// <summary>Whether the constraint holds; false where a side is NaN.</summary>
    /// <param name="slots">The values by slot, in SI units.</param>
    /// <returns>True where it holds.</returns>
    public bool Holds(ReadOnlySpan<double> slots)
    {
        var (left, right) = (Left.Evaluate(slots), Right.Evaluate(slots));
        return Operator switch
        {
            ComparisonOperator.Less => left < right,
            ComparisonOperator.LessOrEqual => left <= right,
            ComparisonOperator.Greater => left > right,
            _ => left >= right,
        };
    }

    /// <summary>How far the left side may still move towards the right one: negative where the constraint is violated, NaN where a side is.</summary>
    /// <param name="slots">The values by slot, in SI units.</param>
    /// <returns>The difference of the sides, in the SI unit of both.</returns>
    public double Slack(ReadOnlySpan<double> slots)
    {
        var (left, right) = (Left.Evaluate(slots), Right.Evaluate(slots));
        return Operator is ComparisonOperator.Less or ComparisonOperator.LessOrEqual ? right - left : left - right;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static ComparisonOperator OperatorOf(string symbol) => symbol switch
    {
        "<" => ComparisonOperator.Less,
        "<=" => ComparisonOperator.LessOrEqual,
        ">" => ComparisonOperator.Greater,
        _ => ComparisonOperator.GreaterOrEqual,
    };
}
