using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Pipelines.Splits;

/// <summary>What a search for a split found.</summary>
/// <param name="Best">The best split; where the objective is missed by all, the one that serves users best.</param>
/// <param name="Keeps">Whether it keeps the objective.</param>
/// <param name="Front">Of all splits that were simulated, those that no cheaper one serves as well as; from cheap to dear.</param>
/// <param name="Simulated">Splits that were simulated.</param>
public sealed record SplitAnswer(SplitPoint Best, bool Keeps, ImmutableArray<SplitPoint> Front, int Simulated);
