using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Precision;

/// <summary>How the operands of a product are rounded.</summary>
public sealed record QuantisationOptions
{
    /// <summary>Which elements share a scale in formats that have no blocks of their own; null for the format's usual ones.</summary>
    public ScaleLayout? Scales { get; init; }

    /// <summary>How elements are rounded.</summary>
    public Rounding Rounding { get; init; }

    /// <summary>Whether weights alone are rounded, and activations stay in bf16.</summary>
    public bool WeightOnly { get; init; }

    /// <summary>The seed of stochastic rounding.</summary>
    public ulong Seed { get; init; } = 1;
}
