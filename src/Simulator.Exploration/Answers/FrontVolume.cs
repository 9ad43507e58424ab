using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>
/// The hypervolume of a Pareto set: the share of the box between <see cref="Ideal"/> and <see cref="Reference"/> that its designs beat, from 0 to 1 (Zitzler
/// and
/// Thiele, PPSN V, 1998). Each objective is measured from its best to its worst value over all feasible points; one that does not vary is left out.
/// </summary>
public sealed record FrontVolume
{
    /// <summary>The hypervolume, from 0 to 1; 1 where a single design is best in everything.</summary>
    public required double Value { get; init; }

    /// <summary>The standard error of <see cref="Value"/>; 0 where it is exact.</summary>
    public required double StandardError { get; init; }

    /// <summary>How it was found.</summary>
    public required VolumeMethod Method { get; init; }

    /// <summary>Samples taken; 0 where it is exact.</summary>
    public required int Samples { get; init; }

    /// <summary>The best value of each objective over all feasible points, in SI units.</summary>
    public required ImmutableArray<double> Ideal { get; init; }

    /// <summary>The reference point: the worst value of each objective over all feasible points, in SI units.</summary>
    public required ImmutableArray<double> Reference { get; init; }
}
