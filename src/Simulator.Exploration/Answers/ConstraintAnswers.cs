using System.Collections.Immutable;
using System.Globalization;

namespace Simulator.Exploration.Answers;

/// <summary>What the constraints exclude and cost.</summary>
public sealed record ConstraintAnswers
{
    /// <summary>Points with figures, whether they meet the constraints or not.</summary>
    public required long Points { get; init; }

    /// <summary>Those that meet every constraint.</summary>
    public required long Feasible { get; init; }

    /// <summary>The best design by each objective under all constraints; null where there is none.</summary>
    public required ImmutableArray<BestDesign?> Best { get; init; }

    /// <summary>The best design by each objective, constraints disregarded; null where there is none.</summary>
    public required ImmutableArray<BestDesign?> BestUnconstrained { get; init; }

    /// <summary>For each objective the constraint whose loss would buy most; null where dropping any single one buys nothing.</summary>
    public required ImmutableArray<string?> Tightest { get; init; }

    /// <summary>The constraint that most points miss (of equals, that most points miss alone); null where every point meets all.</summary>
    public required string? MostExcluding { get; init; }

    /// <summary>The design with figures that misses its constraints by least; null where some design meets all, or none has figures.</summary>
    public required NearestDesign? Nearest { get; init; }

    /// <summary>Each constraint, in the order in which they were stated.</summary>
    public required ImmutableArray<ConstraintEffect> Effects { get; init; }

    /// <summary>Why no design meets every constraint, in one line; null where some design does or none has figures.</summary>
    /// <returns>A sentence without full stop.</returns>
    public string? Refusal()
    {
        if (Nearest is not { } nearest)
        {
            return null;
        }

        var most = Effects.First(effect => effect.Constraint == MostExcluding);
        var distance = nearest.Violation is { } violation ? $" by {(100 * violation).ToString("G3", CultureInfo.InvariantCulture)} %" : "";
        return $"none of {Points} designs meets every constraint: '{most.Constraint}' excludes most ({most.Violated}); "
            + $"point {nearest.Point} comes nearest, missing '{nearest.Constraint}'{distance}";
    }
}
