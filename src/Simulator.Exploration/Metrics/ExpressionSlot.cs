using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Expressions;

namespace Simulator.Exploration.Metrics;

/// <summary>A figure that the experiment defines by an expression.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">The expression, of slots before this one.</param>
internal sealed record ExpressionSlot(string Name, Expression Expression) : Slot(Name, Expression.Unit)
{
    /// <inheritdoc/>
    public override double Of(DesignState design) => Expression.Evaluate(design.Values);
}
