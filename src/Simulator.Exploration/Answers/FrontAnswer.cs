using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>The Pareto set of the feasible points.</summary>
/// <param name="Size">How many designs it holds.</param>
/// <param name="Hypervolume">The hypervolume of the whole set.</param>
/// <param name="TieGroups">How many groups the listed designs fall into.</param>
/// <param name="Designs">The designs, best first by the first objective, then by the next ones; of a set above the limit, a part evenly spread over it.</param>
public sealed record FrontAnswer(int Size, FrontVolume Hypervolume, int TieGroups, ImmutableArray<FrontDesign> Designs);
