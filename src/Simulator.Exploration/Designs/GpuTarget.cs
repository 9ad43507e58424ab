using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;

namespace Simulator.Exploration.Designs;

/// <summary>A value of the GPU's description.</summary>
/// <param name="name">The path with <c>gpu.</c>.</param>
/// <param name="field">The value.</param>
internal sealed class GpuTarget(string name, DescriptionField field) : FieldTarget(name, field)
{
    /// <inheritdoc/>
    public override void Set(DesignDraft draft, object value) => draft.Gpu = (GpuDescription)Field.With(draft.Gpu, value);

    /// <inheritdoc/>
    public override double Number(DesignDraft draft) => Field.Number(draft.Gpu);
}
