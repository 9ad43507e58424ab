namespace Simulator.Exploration.Answers;

/// <summary>A design in a list of the best.</summary>
/// <param name="Point">The point's number.</param>
/// <param name="Value">The objective's value, in its SI unit.</param>
/// <param name="TieGroup">The group of designs, from 1 up, that the model's error does not separate.</param>
public sealed record RankedDesign(long Point, double Value, int TieGroup);
