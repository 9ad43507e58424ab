namespace Simulator.Exploration.Answers;

/// <summary>A member of the Pareto set.</summary>
/// <param name="Point">The point's number.</param>
/// <param name="TieGroup">The group of designs, from 1 up, that the model's error does not separate in any objective.</param>
/// <param name="Duplicates">How many other points have exactly the same objectives.</param>
public sealed record FrontDesign(long Point, int TieGroup, long Duplicates);
