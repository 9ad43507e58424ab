using System.Collections.Immutable;

namespace Simulator.Reporting.Sweeps;

/// <summary>What a sweep's run found, by the numbers of its points.</summary>
/// <param name="Pareto">The Pareto set.</param>
/// <param name="Tied">Points that the model's error does not separate from the best.</param>
public sealed record SweepAnswers(ImmutableArray<long> Pareto, ImmutableArray<long> Tied)
{
    /// <summary>No answers: figures find the front of two objectives themselves.</summary>
    public static SweepAnswers None { get; } = new([], []);
}
