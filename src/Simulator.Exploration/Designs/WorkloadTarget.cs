using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Workloads.Precisions;

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
    public override object Parse(string text) => Name[(Name.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
    {
        "precision" => Known(text, "precision recipe", PrecisionRecipe.Names),
        "lm_head" => Known(text, "precision", [.. GemmPrecisions.All.Select(p => p.Name)]),
        _ => base.Parse(text),
    };

    /// <inheritdoc/>
    public override double Number(DesignDraft draft) => Field.Number(Chosen(draft)[0]);

    // A recipe is text until it meets its model; a misspelt one would leave every design without figures.
    private object Known(string text, string kind, IReadOnlyCollection<string> names) => names.Contains(text)
        ? base.Parse(text)
        : throw new InputException($"unknown {kind} '{text}'; {NearestNames.Hint(text, names)}", key: Name);

    private Span<WorkloadDescription> Chosen(DesignDraft draft) => workload is { } one ? draft.Workloads.AsSpan(one, 1) : draft.Workloads;
}
