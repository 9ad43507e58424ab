using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>What a parameter does to the objectives while all others go through their values.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="VarianceShares">
/// For each objective the share of its variance over the feasible points that the level means explain (eta squared, 0 to 1; R. A. Fisher, Statistical Methods
/// for
/// Research Workers, 1925), to nine decimals: of the logarithm where all values are positive, else of the value. Null where the objective does not vary. Where
/// constraints cut points away the parameters are no longer independent, and their shares may add up to more than 1.
/// </param>
/// <param name="Levels">The parameter's values in order.</param>
public sealed record ParameterEffect(string Name, ImmutableArray<double?> VarianceShares, ImmutableArray<LevelEffect> Levels);
