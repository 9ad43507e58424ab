using System.Collections.Immutable;
using Simulator.Systems.Inference;

namespace Simulator.Systems.Differences;

/// <summary>The same step of two models, and which operators make the difference.</summary>
/// <param name="Before">The first model's step.</param>
/// <param name="After">The second's.</param>
/// <param name="Operators">Every operator of either, the largest contribution first; they sum to <see cref="Seconds"/>.</param>
public sealed record StepDifference(StepResult Before, StepResult After, ImmutableArray<OperatorDifference> Operators)
{
    /// <summary>How much longer the second step takes, in seconds.</summary>
    public double Seconds => After.Seconds - Before.Seconds;

    /// <summary>How the second step stands to the first, given the model's error.</summary>
    public Separation Separation => After.SeparationFrom(Before);

    /// <summary>Compares two steps, operator by operator.</summary>
    /// <param name="before">The first.</param>
    /// <param name="after">The second.</param>
    /// <returns>The difference. Rows of one name count together: the layers of a model may differ.</returns>
    public static StepDifference Of(StepResult before, StepResult after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (first, second) = (before.Operators.ToLookup(o => o.Row.Name), after.Operators.ToLookup(o => o.Row.Name));
        var names = before.Operators.Concat(after.Operators).Select(o => o.Row.Name).Distinct();
        return new StepDifference(
            before, after,
            [.. names.Select(n => Of(n, [.. first[n]], [.. second[n]]))
                .OrderByDescending(o => Math.Abs(o.Seconds)).ThenBy(o => o.Name, StringComparer.Ordinal)]);
    }

    private static OperatorDifference Of(string name, OperatorResult[] before, OperatorResult[] after)
    {
        var change = before.Length == 0 ? OperatorChange.Appears
            : after.Length == 0 ? OperatorChange.Disappears
            : before.Select(Rows).SequenceEqual(after.Select(Rows)) ? OperatorChange.Same
            : OperatorChange.Changes;
        return new OperatorDifference(
            name, change, Text(before), Text(after), before.Sum(o => o.Row.Repeat), after.Sum(o => o.Row.Repeat), before.Sum(Added), after.Sum(Added));
    }

    private static double Added(OperatorResult o) => o.Exposed + o.Waiting;

    private static (string Text, int Repeat) Rows(OperatorResult o) => (Text(o), o.Row.Repeat);

    private static string Text(OperatorResult[] operators) => string.Join(" + ", operators.Select(Text).Distinct());

    private static string Text(OperatorResult o) => $"{o.Row.Operator.Op} {o.Row.Operator.PrecisionName} {o.Row.Operator.Shape}";
}
