using Simulator.Hardware.Descriptions;
using Simulator.Systems.Inference;

namespace Simulator.Exploration.Designs;

/// <summary>A value of one workload, or of all.</summary>
/// <param name="name">The path: <c>batch</c>, or <c>decode.batch</c> for the workload <c>decode</c> alone.</param>
/// <param name="field">The value.</param>
/// <param name="workload">The workload's position; null for all.</param>
internal sealed class WorkloadTarget(string name, DescriptionField field, int? workload) : FieldTarget(name, field)
{
    /// <inheritdoc/>
    public override void Set(DesignDraft draft, object value)
    {
        foreach (ref var each in Chosen(draft))
        {
            each = (WorkloadDescription)Field.With(each, value);
        }
    }

    /// <inheritdoc/>
    public override double Number(DesignDraft draft) => Field.Number(Chosen(draft)[0]);

    private Span<WorkloadDescription> Chosen(DesignDraft draft) => workload is { } one ? draft.Workloads.AsSpan(one, 1) : draft.Workloads;
}
