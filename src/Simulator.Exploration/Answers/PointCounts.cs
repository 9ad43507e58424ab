using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>What became of the points.</summary>
/// <param name="Total">All points.</param>
/// <param name="Feasible">Those with figures that meet every constraint.</param>
/// <param name="Excluded">Those with figures that miss a constraint.</param>
/// <param name="Unrunnable">Those that cannot be run and have no figures, by reason, most frequent first.</param>
public sealed record PointCounts(long Total, long Feasible, long Excluded, ImmutableArray<ReasonCount> Unrunnable);
