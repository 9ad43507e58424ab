namespace Simulator.Hardware.Silicon;

/// <summary>One part of an estimate.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its share, in the estimate's unit (square metres, US dollars, watts, joules).</param>
public readonly record struct SiliconPart(string Name, double Value);
