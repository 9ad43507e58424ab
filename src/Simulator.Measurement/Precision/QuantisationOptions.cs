using System.Globalization;
using Simulator.Hardware.Errors;
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

    /// <summary>Reads which elements share a scale.</summary>
    /// <param name="text"><c>tensor</c>, <c>row</c> (a token of activations, a channel of weights), or elements along k; scales are in fp32.</param>
    /// <returns>The layout.</returns>
    /// <exception cref="InputException">The text is none of these.</exception>
    public static ScaleLayout ParseScales(string text) => text switch
    {
        "tensor" => ScaleLayout.PerTensor,
        "row" => ScaleLayout.PerRow,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var block) && block > 0 => new ScaleLayout(1, block, "fp32"),
        _ => throw new InputException($"'{text}' is not accepted; accepted: tensor, row, or a whole number of elements along k"),
    };

    /// <summary>Reads how to round.</summary>
    /// <param name="text"><c>nearest</c> or <c>stochastic</c>.</param>
    /// <returns>The rounding.</returns>
    /// <exception cref="InputException">The text is neither.</exception>
    public static Rounding ParseRounding(string text) => text switch
    {
        "nearest" => Rounding.NearestEven,
        "stochastic" => Rounding.Stochastic,
        _ => throw new InputException($"'{text}' is not accepted; accepted: nearest, stochastic"),
    };
}
