using System.Collections.Immutable;
using Simulator.Exploration.Designs;
using Simulator.Exploration.Expressions;

namespace Simulator.Exploration.Evaluation;

/// <summary>A value of a design that follows from others.</summary>
/// <param name="Target">What it sets.</param>
/// <param name="Expression">How it follows.</param>
/// <param name="Uses">The numbers that the expression uses, by slot.</param>
internal sealed record DerivedValue(DesignTarget Target, Expression Expression, ImmutableArray<DesignTarget> Uses)
{
    /// <summary>Works it out and sets it.</summary>
    /// <param name="draft">The design.</param>
    /// <returns>False where the value is none that the description accepts: the design is left as it was.</returns>
    public bool TryApply(DesignDraft draft)
    {
        Span<double> numbers = stackalloc double[Uses.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Uses[i].Number(draft);
        }

        var value = Expression.Evaluate(numbers);
        if (!(value >= Target.Minimum && value <= Target.Maximum))
        {
            return false;
        }

        Target.Set(draft, Target.Boxed(value));
        return true;
    }
}
