using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>A design that no other one beats.</summary>
/// <param name="Index">The point's number; of points with the same objectives the lowest.</param>
/// <param name="Objectives">Its objectives, in SI units.</param>
/// <param name="Duplicates">How many other points have exactly the same objectives.</param>
public sealed record ParetoPoint(long Index, ImmutableArray<double> Objectives, long Duplicates);
