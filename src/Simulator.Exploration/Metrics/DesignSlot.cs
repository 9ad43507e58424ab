using Simulator.Exploration.Evaluation;

namespace Simulator.Exploration.Metrics;

/// <summary>A figure of a design whatever it computes.</summary>
/// <param name="Metric">The figure.</param>
internal sealed record DesignSlot(DesignMetric Metric) : Slot(Metric.Name, Metric.Unit)
{
    /// <inheritdoc/>
    public override bool IsFigure => true;

    /// <inheritdoc/>
    public override double Of(DesignState design) => Metric.Of(design.Silicon);
}
