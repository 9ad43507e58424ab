using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Numerics;

/// <summary>Turns values into tensors and back, element by element: plain, for inputs and outputs and not for timing.</summary>
public static class TensorCodec
{
    /// <summary>Rounds values to a format, choosing the scale of each block from its largest magnitude.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="format">The format.</param>
    /// <param name="dimensions">The shape.</param>
    /// <param name="values">Values in row-major order.</param>
    /// <param name="scaling">Which elements share a scale.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Encode(string name, NumberFormat format, ImmutableArray<int> dimensions, float[] values, ScaleLayout scaling)
    {
        var columns = dimensions[^1];
        var rows = values.Length / columns;
        var scales = Scales(format, rows, columns, values, scaling);
        var rowBytes = ElementCodec.RowBytes(format, columns);
        var codes = new byte[(long)rows * rowBytes];
        if (format == NumberFormats.Fp32 && !scaling.HasScales)
            Buffer.BlockCopy(values, 0, codes, 0, codes.Length);
        else
            Parallel.For(0, rows, r => EncodeRow(format, r, rows, columns, values, scaling, scales, codes.AsSpan(r * rowBytes, rowBytes)));
        return new Tensor(name, format, dimensions, codes, scaling, scales);
    }

    /// <summary>The values of a tensor, scales applied.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>Values in row-major order.</returns>
    public static float[] Decode(Tensor tensor)
    {
        int rows = tensor.Rows, columns = tensor.Columns, rowBytes = tensor.RowBytes;
        var values = new float[(long)rows * columns];
        if (tensor.Format == NumberFormats.Fp32 && !tensor.Scaling.HasScales)
            Buffer.BlockCopy(tensor.Codes, 0, values, 0, tensor.Codes.Length);
        else
            Parallel.For(0, rows, r => DecodeRow(tensor, r, rows, tensor.Codes.AsSpan(r * rowBytes, rowBytes), values.AsSpan(r * columns, columns)));
        return values;
    }

    private static void EncodeRow(NumberFormat format, int row, int rows, int columns, float[] values, ScaleLayout scaling, float[] scales, Span<byte> to)
    {
        for (var c = 0; c < columns; c++)
        {
            var scale = scaling.HasScales ? scales[scaling.Block(rows, columns, row, c)] : 1;
            ElementCodec.Write(format, to, c, ElementCodec.Encode(format, values[(row * columns) + c] / scale));
        }
    }

    private static void DecodeRow(Tensor tensor, int row, int rows, ReadOnlySpan<byte> from, Span<float> values)
    {
        for (var c = 0; c < values.Length; c++)
        {
            var scale = tensor.Scaling.HasScales ? tensor.Scales[tensor.Scaling.Block(rows, values.Length, row, c)] : 1;
            values[c] = ElementCodec.Decode(tensor.Format, ElementCodec.Read(tensor.Format, from, c)) * scale;
        }
    }

    private static float[] Scales(NumberFormat format, int rows, int columns, float[] values, ScaleLayout scaling)
    {
        var (down, across) = scaling.Blocks(rows, columns);
        var scales = new float[down * across];
        if (!scaling.HasScales)
            return scales;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                ref var largest = ref scales[scaling.Block(rows, columns, r, c)];
                largest = MathF.Max(largest, MathF.Abs(values[(r * columns) + c]));
            }
        }

        for (var i = 0; i < scales.Length; i++)
            scales[i] = ScaleCodec.Scale(format, scaling.Format, scales[i]);
        return scales;
    }
}
