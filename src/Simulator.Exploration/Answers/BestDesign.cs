namespace Simulator.Exploration.Answers;

/// <summary>The best design of some set by one objective; of equal ones the lowest point number.</summary>
/// <param name="Point">The point's number.</param>
/// <param name="Value">The objective's value, in its SI unit.</param>
public readonly record struct BestDesign(long Point, double Value);
