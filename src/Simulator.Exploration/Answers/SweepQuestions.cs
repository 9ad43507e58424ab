using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>What a sweep is asked: its parameters, objectives and constraints, and how the answers are drawn up.</summary>
public sealed record SweepQuestions
{
    /// <summary>The parameters, in the order of a point's levels.</summary>
    public ImmutableArray<SweepParameter> Parameters { get; init; } = [];

    /// <summary>The objectives, in the order of a point's values: 1 to <see cref="ParetoArchive.MaximumObjectives"/>; the first is the leading one.</summary>
    public required ImmutableArray<SweepObjective> Objectives { get; init; }

    /// <summary>The constraints as people wrote them, such as <c>area &lt;= 800 mm2</c>.</summary>
    public ImmutableArray<string> Constraints { get; init; } = [];

    /// <summary>How many designs the list of each objective's best holds.</summary>
    public int Top { get; init; } = 10;

    /// <summary>How many designs of the Pareto set are listed; of a larger set, ones evenly spread over it and the best of each objective.</summary>
    public int FrontLimit { get; init; } = 10_000;

    /// <summary>
    /// The correlation of the model's errors of two designs, from 0 (apart: the careful choice) to 1 (the same): see <see cref="TieGroups"/>.
    /// </summary>
    public double ErrorCorrelation { get; init; }

    /// <summary>The seed of the hypervolume's estimate, where it is one.</summary>
    public ulong Seed { get; init; }
}
