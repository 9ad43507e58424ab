namespace Simulator.Exploration.Designs;

/// <summary>The GPU or the system that a design begins from; a GPU alone leaves the system around it as it is.</summary>
/// <param name="name"><c>gpu</c> or <c>system</c>.</param>
/// <param name="load">Reads a base by its id, with the experiment's own changes.</param>
internal sealed class BaseTarget(string name, Func<string, BaseDesign> load) : DesignTarget(name)
{
    /// <inheritdoc/>
    public override bool IsBase => true;

    /// <inheritdoc/>
    public override object Parse(string text) => load(text);

    /// <inheritdoc/>
    public override void Set(DesignDraft draft, object value)
    {
        var chosen = (BaseDesign)value;
        draft.Gpu = chosen.Gpu;
        draft.Platform = chosen.Platform ?? draft.Platform;
    }
}
