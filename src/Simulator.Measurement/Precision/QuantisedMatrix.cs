using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Precision;

/// <summary>A matrix in a number format: an element's value is <c>Elements · scale of its block · TensorScale</c>.</summary>
/// <param name="Format">The format.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Elements">Values of the element type, row after row.</param>
/// <param name="Layout">Which elements share a scale.</param>
/// <param name="Scales">The scales in row-major order of blocks, each exact in its format; empty where there are none.</param>
/// <param name="TensorScale">The scale of the whole matrix; 1 where the format has none.</param>
public sealed record QuantisedMatrix(
    QuantisationFormat Format, int Rows, int Columns, float[] Elements, ScaleLayout Layout, float[] Scales, float TensorScale)
{
    /// <summary>Columns that share a scale.</summary>
    public int Segment => Layout.Segment(Columns);

    /// <summary>One row of elements.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>Elements without scales.</returns>
    public ReadOnlySpan<float> Row(int row) => Elements.AsSpan(row * Columns, Columns);

    /// <summary>The scale of an element, that of the tensor left out.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <returns>The scale.</returns>
    public float ScaleOf(int row, int column) => Scales.Length == 0 ? 1 : Scales[Layout.Block(Rows, Columns, row, column)];

    /// <summary>The values.</summary>
    /// <returns>Rows · Columns values, each rounded once to fp32.</returns>
    public float[] Values()
    {
        var values = new float[Elements.Length];
        Parallel.For(0, Rows, r =>
        {
            for (var start = 0; start < Columns; start += Segment)
            {
                var scale = (double)ScaleOf(r, start) * TensorScale;
                for (int i = (r * Columns) + start, end = (r * Columns) + Math.Min(Columns, start + Segment); i < end; i++)
                    values[i] = (float)(Elements[i] * scale);
            }
        });
        return values;
    }
}
