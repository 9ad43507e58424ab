using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>What a sweep found, beyond its points; <see cref="AnswersFile"/> writes and reads it.</summary>
public sealed record SweepAnswers
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The layout's number.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What became of the points.</summary>
    public required PointCounts Points { get; init; }

    /// <summary>The parameters' names.</summary>
    public required ImmutableArray<string> Parameters { get; init; }

    /// <summary>The objectives with their best and worst.</summary>
    public required ImmutableArray<ObjectiveAnswer> Objectives { get; init; }

    /// <summary>The correlation of the errors of two designs by which ties were judged, from 0 to 1.</summary>
    public required double ErrorCorrelation { get; init; }

    /// <summary>The Pareto set of the feasible points; null where none is feasible.</summary>
    public required FrontAnswer? Pareto { get; init; }

    /// <summary>The best feasible designs by each objective.</summary>
    public required ImmutableArray<TopAnswer> Top { get; init; }

    /// <summary>The marginal effect of each parameter.</summary>
    public required ImmutableArray<ParameterEffect> Marginal { get; init; }

    /// <summary>What the constraints exclude and cost.</summary>
    public required ConstraintAnswers Constraints { get; init; }

    /// <summary>Every design that the Pareto set, the lists of the best, the objectives or the constraints name, by point number.</summary>
    public required ImmutableArray<Design> Designs { get; init; }

    /// <summary>Finds a design that an answer names.</summary>
    /// <param name="point">The point's number.</param>
    /// <returns>The design, or null where it is none of <see cref="Designs"/> (designs that only <see cref="Marginal"/> names are not).</returns>
    public Design? Find(long point)
    {
        int low = 0, high = Designs.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Designs[middle].Point == point)
            {
                return Designs[middle];
            }

            (low, high) = Designs[middle].Point < point ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}
