using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Planning;

/// <summary>What the planner found.</summary>
public sealed record PlanAnswer
{
    /// <summary>The question.</summary>
    public required PlanRequest Request { get; init; }

    /// <summary>The layouts simulated, the best first; those that miss the objective last.</summary>
    public required ImmutableArray<PlanEntry> Entries { get; init; }

    /// <summary>The best; null where none keeps the objective.</summary>
    public PlanEntry? Best => Entries is [{ Best: not null } first, ..] ? first : null;

    /// <summary>The Pareto front of throughput over price or GPUs and speed for a user, the fastest for a user last.</summary>
    public required ImmutableArray<PlanFrontPoint> Front { get; init; }

    /// <summary>Layouts that the estimate looked at.</summary>
    public required int Considered { get; init; }

    /// <summary>The shortest times of a request alone, and the option that has them; of options that serve whole requests or that phase.</summary>
    public required (EngineOption Option, double Seconds) BestTtft { get; init; }

    /// <summary>The same of the time per output token.</summary>
    public required (EngineOption Option, double Seconds) BestTpot { get; init; }

    /// <summary>The best layout's highest rate with other seeds: empty where it was not repeated.</summary>
    public ImmutableArray<double> Repeated { get; init; } = [];

    /// <summary>What more of each resource buys for the best layout, most first; empty where it was not asked for.</summary>
    public ImmutableArray<ResourceGain> Gains { get; init; } = [];

    /// <summary>Standard error of the best layout's rate, relative, from repetitions with other seeds; NaN without them.</summary>
    public double RelativeError
    {
        get
        {
            if (Repeated.IsEmpty || Best is not { } best)
            {
                return double.NaN;
            }

            double[] all = [best.HighestRate, .. Repeated];
            var mean = all.Average();
            return Math.Sqrt(all.Sum(r => (r - mean) * (r - mean)) / (all.Length - 1) / all.Length) / mean;
        }
    }
}
