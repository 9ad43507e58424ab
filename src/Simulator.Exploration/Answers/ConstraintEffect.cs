using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>What one constraint excludes and costs.</summary>
/// <param name="Constraint">The constraint as it was written.</param>
/// <param name="Violated">Points that miss it.</param>
/// <param name="OnlyViolated">Points that miss it and no other.</param>
/// <param name="BestAlone">
/// The best design by each objective among the points that meet this constraint, the others disregarded; null where there is none.
/// </param>
/// <param name="BestWithout">
/// The best design by each objective among the points that meet all other constraints: what dropping this one buys; null where there is none.
/// </param>
/// <param name="Gains">
/// By what part of its present best value each objective improves if the constraint is dropped, 0 where it does not; null where no design meets all
/// constraints or
/// the present best value is 0.
/// </param>
public sealed record ConstraintEffect(
    string Constraint,
    long Violated,
    long OnlyViolated,
    ImmutableArray<BestDesign?> BestAlone,
    ImmutableArray<BestDesign?> BestWithout,
    ImmutableArray<double?> Gains);
