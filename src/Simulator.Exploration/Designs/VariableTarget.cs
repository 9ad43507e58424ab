using Simulator.Hardware.Units;

namespace Simulator.Exploration.Designs;

/// <summary>A number that belongs to no description and is there for expressions.</summary>
/// <param name="name">The name with <c>var.</c>.</param>
/// <param name="slot">Its place among the variables.</param>
internal sealed class VariableTarget(string name, int slot) : DesignTarget(name)
{
    /// <summary>What its name begins with.</summary>
    public const string Prefix = "var.";

    /// <inheritdoc/>
    public override bool IsNumber => true;

    /// <inheritdoc/>
    public override object Parse(string text) => Quantity.Parse(text, Dimension.None, double.MinValue, double.MaxValue);

    /// <inheritdoc/>
    public override void Set(DesignDraft draft, object value) => draft.Variables[slot] = (double)value;

    /// <inheritdoc/>
    public override double Number(DesignDraft draft) => draft.Variables[slot];
}
