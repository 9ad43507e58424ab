using Simulator.Exploration.Designs;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Expressions;

namespace Simulator.Exploration.Metrics;

/// <summary>A number of a design's descriptions, or a variable.</summary>
/// <param name="Target">The number's path.</param>
internal sealed record TargetSlot(DesignTarget Target) : Slot(Target.Name, UnitSignature.Of(Target.Dimension))
{
    /// <inheritdoc/>
    public override double Of(DesignState design) => Target.Number(design.Draft);
}
