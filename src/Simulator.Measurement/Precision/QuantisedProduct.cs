namespace Simulator.Measurement.Precision;

/// <summary>The product of two matrices in number formats, C[i, j] = Σ A[i, k]·B[j, k], summed as hardware sums.</summary>
public static class QuantisedProduct
{
    /// <summary>Multiplies.</summary>
    /// <param name="a">Activations, a row per token.</param>
    /// <param name="b">Weights, a row per output feature; as many columns.</param>
    /// <param name="accumulation">The arithmetic of the sums.</param>
    /// <returns>a.Rows · b.Rows values, row after row; in fp32 but for <see cref="AccumulatorKind.Exact"/>.</returns>
    public static double[] Multiply(QuantisedMatrix a, QuantisedMatrix b, Accumulation accumulation)
    {
        var segment = Math.Min(a.Segment, b.Segment);
        if (accumulation.PromotionLength > 0)
            segment = Math.Min(segment, accumulation.PromotionLength);
        var scale = (double)a.TensorScale * b.TensorScale;
        var c = new double[a.Rows * b.Rows];
        Parallel.For(0, a.Rows, i =>
        {
            for (var j = 0; j < b.Rows; j++)
            {
                c[(i * b.Rows) + j] = accumulation.Kind == AccumulatorKind.Exact
                    ? scale * Exact(a, b, i, j, segment)
                    : (float)scale * Single(a, b, i, j, segment, accumulation.Kind);
            }
        });
        return c;
    }

    /// <summary>The product of two matrices of real numbers in double precision.</summary>
    /// <param name="a">A row per row of the product.</param>
    /// <param name="b">A row per column of the product; as many columns.</param>
    /// <returns>a.Rows · b.Rows values.</returns>
    public static double[] Exact(DenseMatrix a, DenseMatrix b)
    {
        var c = new double[a.Rows * b.Rows];
        Parallel.For(0, a.Rows, i =>
        {
            for (var j = 0; j < b.Rows; j++)
                c[(i * b.Rows) + j] = Dot(a.Row(i), b.Row(j));
        });
        return c;
    }

    private static double Exact(QuantisedMatrix a, QuantisedMatrix b, int i, int j, int segment)
    {
        double total = 0;
        for (var start = 0; start < a.Columns; start += segment)
        {
            var length = Math.Min(segment, a.Columns - start);
            total += Dot(a.Row(i).Slice(start, length), b.Row(j).Slice(start, length)) * a.ScaleOf(i, start) * b.ScaleOf(j, start);
        }

        return total;
    }

    private static float Single(QuantisedMatrix a, QuantisedMatrix b, int i, int j, int segment, AccumulatorKind kind)
    {
        float total = 0;
        for (var start = 0; start < a.Columns; start += segment)
        {
            var length = Math.Min(segment, a.Columns - start);
            ReadOnlySpan<float> x = a.Row(i).Slice(start, length), y = b.Row(j).Slice(start, length);
            var partial = kind switch
            {
                AccumulatorKind.Int32 => (float)Dot(x, y),
                AccumulatorKind.Limited => Limited(x, y),
                _ => Chain(x, y),
            };
            total = MathF.FusedMultiplyAdd(partial, a.ScaleOf(i, start) * b.ScaleOf(j, start), total);
        }

        return total;
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (var k = 0; k < x.Length; k++)
            sum += (double)x[k] * y[k];
        return sum;
    }

    private static float Chain(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float sum = 0;
        for (var k = 0; k < x.Length; k++)
            sum = MathF.FusedMultiplyAdd(x[k], y[k], sum);
        return sum;
    }

    private static float Limited(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float sum = 0;
        for (var start = 0; start < x.Length; start += LimitedAccumulator.Group)
        {
            var length = Math.Min(LimitedAccumulator.Group, x.Length - start);
            sum = LimitedAccumulator.Add(sum, x.Slice(start, length), y.Slice(start, length));
        }

        return sum;
    }
}
