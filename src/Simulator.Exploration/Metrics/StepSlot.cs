using Simulator.Exploration.Evaluation;

namespace Simulator.Exploration.Metrics;

/// <summary>A figure of one workload, or of the mix.</summary>
/// <param name="Name">The name, with the workload's before it where it is of one.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Workload">The workload's position; null for the mix.</param>
internal sealed record StepSlot(string Name, StepMetric Metric, int? Workload) : Slot(Name, Metric.Unit)
{
    /// <inheritdoc/>
    public override bool IsFigure => true;

    /// <inheritdoc/>
    public override bool IsMeasured => Metric.IsMeasured;

    /// <inheritdoc/>
    public override double Of(DesignState design) =>
        Workload is { } one ? Metric.Of(design.Outcomes[one]) : Metric.Mixed(design.Outcomes, design.Weights);
}
