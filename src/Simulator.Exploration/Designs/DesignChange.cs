namespace Simulator.Exploration.Designs;

/// <summary>One change of a design, ready to be made.</summary>
/// <param name="Target">What changes.</param>
/// <param name="Value">Its new value.</param>
internal sealed record DesignChange(DesignTarget Target, object Value)
{
    /// <summary>Makes the change.</summary>
    public void ApplyTo(DesignDraft draft) => Target.Set(draft, Value);
}
