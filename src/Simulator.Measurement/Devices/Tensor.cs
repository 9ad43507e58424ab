using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Devices;

/// <summary>
/// An operand in its number format: codes, and scales where the format or the precision has them. Seen as a matrix whose columns are the last dimension.
/// Codes lie row after row, each row beginning on a byte: little-endian for 16 and 32 bits, two 4-bit codes per byte with the first in the low half,
/// 6-bit codes as a little-endian bit stream (four in three bytes).
/// </summary>
public sealed class Tensor
{
    private float[]? values;

    /// <summary>Takes codes and scales as they are.</summary>
    /// <param name="name">The operand's name, such as <c>a</c>.</param>
    /// <param name="format">The format of the codes.</param>
    /// <param name="dimensions">The shape, last dimension contiguous; each at least 1.</param>
    /// <param name="codes">The codes.</param>
    /// <param name="scaling">Which elements share a scale.</param>
    /// <param name="scales">The scales as values, in row-major order of blocks; empty where there are none.</param>
    /// <exception cref="ArgumentException">The codes or scales are not as many as the shape asks for.</exception>
    public Tensor(string name, NumberFormat format, ImmutableArray<int> dimensions, byte[] codes, ScaleLayout scaling, float[] scales)
    {
        Name = name;
        Format = format;
        Dimensions = dimensions;
        Codes = codes;
        Scaling = scaling;
        Scales = scales;
        var (down, across) = scaling.Blocks(Rows, Columns);
        if (codes.LongLength != (long)Rows * RowBytes || scales.Length != down * across)
            throw new ArgumentException($"tensor '{name}': {codes.Length} bytes and {scales.Length} scales do not fit {Rows} x {Columns} {format}");
    }

    /// <summary>The operand's name.</summary>
    public string Name { get; }

    /// <summary>The format of the codes.</summary>
    public NumberFormat Format { get; }

    /// <summary>The shape, last dimension contiguous.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The codes.</summary>
    public byte[] Codes { get; }

    /// <summary>Which elements share a scale.</summary>
    public ScaleLayout Scaling { get; }

    /// <summary>The scales as values, each exact in the scale's format, in row-major order of blocks.</summary>
    public float[] Scales { get; }

    /// <summary>Columns of the matrix: the last dimension.</summary>
    public int Columns => Dimensions[^1];

    /// <summary>Rows of the matrix: the product of all other dimensions.</summary>
    public int Rows => Dimensions.Take(Dimensions.Length - 1).Aggregate(1, (product, d) => checked(product * d));

    /// <summary>Bytes of one row of codes.</summary>
    public int RowBytes => ElementCodec.RowBytes(Format, Columns);

    /// <summary>The values, codes times scales, in row-major order. Decoded at the first call and kept.</summary>
    /// <returns>Rows · Columns values.</returns>
    public float[] Values() => values ??= TensorCodec.Decode(this);
}
