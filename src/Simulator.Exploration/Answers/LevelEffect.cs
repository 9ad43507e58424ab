using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>The points in which a parameter takes one of its values.</summary>
/// <param name="Level">The value as text.</param>
/// <param name="Points">How many points there are.</param>
/// <param name="Feasible">How many of them meet every constraint.</param>
/// <param name="Means">The mean of each objective over the feasible ones, in its SI unit; null where there is none.</param>
/// <param name="Best">The best feasible one by each objective; null where there is none.</param>
public sealed record LevelEffect(string Level, long Points, long Feasible, ImmutableArray<double?> Means, ImmutableArray<BestDesign?> Best);
