namespace Simulator.Reporting.Figures;

/// <summary>A straight line across the whole figure at one value.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsVertical">Whether it stands at an x value, rather than lies at a y value.</param>
/// <param name="Label">Text at it; null for none.</param>
public sealed record RuleLayer(double Value, bool IsVertical, string? Label = null) : Layer;
