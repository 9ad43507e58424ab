using System.Collections.Immutable;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>Turns objectives so that less is better in each.</summary>
internal sealed class Orientation
{
    private readonly double[] signs;

    internal Orientation(ReadOnlySpan<Goal> goals)
    {
        Goals = [.. goals];
        signs = [.. Goals.Select(g => g == Goal.Minimise ? 1.0 : -1.0)];
    }

    internal ImmutableArray<Goal> Goals { get; }

    internal int Count => signs.Length;

    /// <summary>Turns values, or turns them back.</summary>
    internal void Turn(ReadOnlySpan<double> values, Span<double> turned)
    {
        if (values.Length != signs.Length)
        {
            throw new ArgumentException($"{values.Length} objectives where {signs.Length} are expected", nameof(values));
        }

        for (var m = 0; m < signs.Length; m++)
        {
            if (!double.IsFinite(values[m]))
            {
                throw new ArgumentException($"objective {m} is {values[m]}; accepted: finite numbers", nameof(values));
            }

            turned[m] = signs[m] * values[m] + 0.0; // no negative zero
        }
    }

    /// <summary>One value turned, or turned back.</summary>
    internal double Turn(int objective, double value) => signs[objective] * value + 0.0;
}
