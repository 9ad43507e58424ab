using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Precision;

namespace Simulator.Measurement.Training.Casts;

/// <summary>How one kind of operand (weights, activations, gradients) is rounded before a product.</summary>
/// <param name="Format">The number format.</param>
/// <param name="Layout">Which elements share a scale, columns along the product's reduction.</param>
/// <param name="Rounding">How elements are rounded; scales always go to the nearest, powers of two down (OCP Microscaling Formats 1.0, section 6.3).</param>
/// <param name="IsDelayed">Whether the scale of the tensor follows from earlier steps: <see cref="DelayedScale"/>.</param>
public sealed record CastRule(QuantisationFormat Format, ScaleLayout Layout, Rounding Rounding = Rounding.NearestEven, bool IsDelayed = false)
{
    /// <summary>fp32: nothing is rounded.</summary>
    public static CastRule None { get; } = new(QuantisationFormats.Parse("fp32"), ScaleLayout.None);

    /// <summary>bf16 without scales.</summary>
    public static CastRule Bf16 { get; } = new(QuantisationFormats.Bf16, ScaleLayout.None);

    /// <summary>Whether values are rounded at all.</summary>
    public bool Rounds => Format.Element != ElementType.Fp32;

    /// <summary>Whether a transposed operand is rounded anew: its blocks lie otherwise, or chance decides.</summary>
    public bool IsDirectional => (Layout.HasScales && Layout.Rows != Layout.Columns) || Rounding == Rounding.Stochastic;

    /// <summary>Whether the largest magnitude of the whole tensor sets a scale.</summary>
    public bool HasTensorScale => Format.HasTensorScale || (Layout is { HasScales: true, Rows: 0, Columns: 0 });

    /// <summary>Bytes of a matrix in the format with its scales.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <returns>Bytes.</returns>
    public double Bytes(int rows, int columns)
    {
        var (down, across) = Layout.Blocks(rows, columns);
        var scaleBytes = Layout.Format switch
        {
            "e8m0" or "e4m3" => 1,
            "fp16" => 2,
            _ => 4,
        };
        return (Format.Storage.ElementBits / 8.0 * rows * columns) + ((double)down * across * scaleBytes) + (Format.HasTensorScale ? 4 : 0);
    }
}
