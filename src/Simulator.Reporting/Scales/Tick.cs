namespace Simulator.Reporting.Scales;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">Its text; empty for a mark without one.</param>
public readonly record struct Tick(double Value, string Label);
