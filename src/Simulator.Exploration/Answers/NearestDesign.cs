namespace Simulator.Exploration.Answers;

/// <summary>The design that misses its constraints by least.</summary>
/// <param name="Point">The point's number.</param>
/// <param name="Constraint">The constraint that it misses by most.</param>
/// <param name="Violation">By what part of the limit it misses that one; null where the constraint is a yes or no.</param>
public sealed record NearestDesign(long Point, string Constraint, double? Violation);
