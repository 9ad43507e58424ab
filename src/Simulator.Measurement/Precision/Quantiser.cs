using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Precision;

/// <summary>Rounds matrices to number formats. A block's scale follows from its largest magnitude (<see cref="ScaleCodec"/>).</summary>
/// <param name="rounding">How elements are rounded; scales always go to the nearest.</param>
/// <param name="seed">The seed of stochastic rounding: the same seed rounds the same way.</param>
public sealed class Quantiser(Rounding rounding = Rounding.NearestEven, ulong seed = 1)
{
    private const int Stream = 1000;

    /// <summary>Rounds a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="format">The format.</param>
    /// <param name="layout">Which elements share a scale; null for the format's own, and always that for a format with blocks.</param>
    /// <returns>The rounded matrix.</returns>
    public QuantisedMatrix Quantise(DenseMatrix matrix, QuantisationFormat format, ScaleLayout? layout = null)
    {
        var scaling = format.HasBlocks || !format.IsScaled ? format.NaturalScales : layout ?? format.NaturalScales;
        var (rows, columns, values) = matrix;
        var tensorScale = format.HasTensorScale ? TensorScale(format, values) : 1;
        var scales = Scales(matrix, format, scaling, tensorScale);
        var random = new RandomValues(seed, Stream);
        var elements = new float[values.Length];
        var (_, across) = scaling.Blocks(rows, columns);
        var segment = scaling.Segment(columns);
        Parallel.For(0, rows, r =>
        {
            for (var start = 0; start < columns; start += segment)
            {
                var scale = scales.Length == 0 ? 1.0 : (double)scales[scaling.FirstBlock(r, across) + (start / segment)] * tensorScale;
                for (int i = (r * columns) + start, end = (r * columns) + Math.Min(columns, start + segment); i < end; i++)
                {
                    var value = values[i] / scale;
                    elements[i] = (float)(rounding == Rounding.Stochastic ? format.Element.RoundStochastically(value, random.Uniform(i)) : format.Element.Round(value));
                }
            }
        });
        return new QuantisedMatrix(format, rows, columns, elements, scaling, scales, tensorScale);
    }

    // The block that holds the tensor's largest magnitude gets the largest e4m3 scale.
    private static float TensorScale(QuantisationFormat format, float[] values)
    {
        var largest = values.Max(MathF.Abs);
        var scale = (float)(largest / (format.Element.Maximum * ElementType.E4M3.Maximum));
        return float.IsNormal(scale) ? scale : 1;
    }

    private static float[] Scales(DenseMatrix matrix, QuantisationFormat format, ScaleLayout scaling, float tensorScale)
    {
        var (rows, columns, values) = matrix;
        var (down, across) = scaling.Blocks(rows, columns);
        var scales = new float[down * across];
        if (!scaling.HasScales)
            return scales;
        var segment = scaling.Segment(columns);
        for (var r = 0; r < rows; r++)
        {
            for (var start = 0; start < columns; start += segment)
            {
                ref var largest = ref scales[scaling.FirstBlock(r, across) + (start / segment)];
                foreach (var value in matrix.Row(r).Slice(start, Math.Min(segment, columns - start)))
                    largest = MathF.Max(largest, MathF.Abs(value));
            }
        }

        for (var i = 0; i < scales.Length; i++)
            scales[i] = ScaleCodec.Scale((float)format.Element.Maximum, scaling.Format, scales[i] / tensorScale);
        return scales;
    }
}
