using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;

namespace Simulator.Exploration.Designs;

/// <summary>A value of the system's description.</summary>
/// <param name="name">The path with <c>system.</c>.</param>
/// <param name="field">The value.</param>
internal sealed class SystemTarget(string name, DescriptionField field) : FieldTarget(name, field)
{
    /// <inheritdoc/>
    public override void Set(DesignDraft draft, object value) => draft.Platform = (SystemDescription)Field.With(draft.System, value);

    /// <inheritdoc/>
    public override double Number(DesignDraft draft) => Field.Number(draft.System);
}
