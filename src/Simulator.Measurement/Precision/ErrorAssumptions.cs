using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Precision;

/// <summary>What the operands are whose rounding errors are measured: a model's own are not known to the simulator.</summary>
public sealed record ErrorAssumptions
{
    /// <summary>The usual standard deviation of attention's scores over tokens, an estimate.</summary>
    public const double UsualSpread = 2;

    /// <summary>Activations: a name of <see cref="ValueDistribution.Names"/>.</summary>
    public string Activations { get; init; } = ValueDistribution.Normal;

    /// <summary>Weights: a name of <see cref="ValueDistribution.Names"/>.</summary>
    public string Weights { get; init; } = ValueDistribution.Normal;

    /// <summary>Which elements of a cache share a scale, in formats without blocks. Usual: one scale per head, as the memory model counts.</summary>
    public KvScaling CacheScales { get; init; } = KvScaling.PerHead;

    /// <summary>The standard deviation of attention's scores over tokens; above 0.</summary>
    public double Spread { get; init; } = UsualSpread;

    /// <summary>The seed of all operands.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Refuses what is no distribution's name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name.</returns>
    /// <exception cref="InputException">There is no such distribution; the message lists those that exist.</exception>
    public static string Distribution(string name) => ValueDistribution.Names.Contains(name)
        ? name
        : throw new InputException($"unknown distribution '{name}'; {NearestNames.Hint(name, ValueDistribution.Names)}");
}
