using System.Collections.Immutable;
using Simulator.Exploration.Expressions;

namespace Simulator.Exploration.Metrics;

/// <summary>A figure of one workload on one design, such as <c>tpot</c>.</summary>
/// <param name="Name">Its name in experiments.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Mixing">How the figures of several workloads become one.</param>
/// <param name="Of">Works it out.</param>
internal sealed record StepMetric(string Name, UnitSignature Unit, Mixing Mixing, Func<StepOutcome, double> Of)
{
    private static readonly UnitSignature Second = UnitSignature.Of(BaseUnit.Second);
    private static readonly UnitSignature PerSecond = UnitSignature.Of(BaseUnit.Second, -1);

    private static readonly UnitSignature Joule = UnitSignature.Of(BaseUnit.Watt).Times(Second);

    /// <summary>Whether it needs the energy model.</summary>
    public bool IsEnergy { get; init; }

    /// <summary>Whether it is measured by rounding and multiplying operands, rather than predicted.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>All of them.</summary>
    public static ImmutableArray<StepMetric> All { get; } =
    [
        new("seconds", Second, Mixing.Mean, o => o.Seconds),
        new("tpot", Second, Mixing.Mean, o => o.Seconds),
        new("ttft", Second, Mixing.Mean, o => o.Seconds),
        new("latency", Second, Mixing.Mean, o => o.Seconds),
        new("tokens_per_second", PerSecond, Mixing.Rate, o => o.Figures.TokensPerSecond),
        new("tokens_per_second_per_gpu", PerSecond, Mixing.Rate, o => o.Figures.TokensPerSecondPerGpu),
        new("tokens_per_second_per_user", PerSecond, Mixing.Rate, o => o.Figures.TokensPerSecondPerUser),
        new("mfu", UnitSignature.Pure, Mixing.Mean, o => o.ModelFlopUtilisation),
        new("memory", UnitSignature.Of(BaseUnit.Byte), Mixing.Largest, o => o.MemoryBytes),
        new("energy", Joule, Mixing.Mean, o => o.StepJoules) { IsEnergy = true },
        new("energy_per_token", Joule, Mixing.Mean, o => o.JoulesPerToken) { IsEnergy = true },
        new("power", UnitSignature.Of(BaseUnit.Watt), Mixing.Mean, o => o.Watts) { IsEnergy = true },
        new("error", UnitSignature.Pure, Mixing.Largest, o => o.RelativeError) { IsMeasured = true },
        new("sqnr", UnitSignature.Of(BaseUnit.Decibel), Mixing.Smallest, o => o.SqnrDecibel) { IsMeasured = true },
        new("kv_error", UnitSignature.Pure, Mixing.Largest, o => o.CacheError) { IsMeasured = true },
        new("gpus", UnitSignature.Pure, Mixing.Largest, o => o.Request.Parallelism.Ranks),
    ];

    /// <summary>Finds a figure by name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The figure; null where there is none.</returns>
    public static StepMetric? Find(string name) => All.FirstOrDefault(m => m.Name == name);

    /// <summary>The figure of a mix.</summary>
    /// <param name="outcomes">The workloads.</param>
    /// <param name="weights">Their weights.</param>
    /// <returns>The figure.</returns>
    public double Mixed(StepOutcome[] outcomes, ReadOnlySpan<double> weights)
    {
        if (outcomes.Length == 1)
        {
            return Of(outcomes[0]);
        }

        double sum = 0, weight = 0, largest = double.NegativeInfinity, smallest = double.PositiveInfinity;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var value = Of(outcomes[i]);
            sum += weights[i] * (Mixing == Mixing.Rate ? 1 / value : value);
            weight += weights[i];
            largest = Math.Max(largest, value);
            smallest = Math.Min(smallest, value);
        }

        return Mixing switch { Mixing.Largest => largest, Mixing.Smallest => smallest, Mixing.Rate => weight / sum, _ => sum / weight };
    }
}
