using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Casts;

/// <summary>
/// Rounds matrices to number formats with their scales and gives the values back in fp32: the arithmetic of <see cref="Precision.Quantiser"/>, bit for bit,
/// on all workers. What a tensor core would multiply, this makes exact in fp32.
/// </summary>
internal sealed unsafe class OperandCaster(WorkerPool pool)
{
    /// <summary>Rounds.</summary>
    /// <param name="from">The values.</param>
    /// <param name="to">The rounded values; may be <paramref name="from"/>.</param>
    /// <param name="plan">How.</param>
    /// <returns>What was lost.</returns>
    internal CastCounts Run(FloatMatrix from, FloatMatrix to, CastPlan plan)
    {
        var rule = plan.Rule;
        var blockRows = rule.Layout is { HasScales: true, Rows: > 1 } ? rule.Layout.Rows : 1;
        var rounding = new ElementRounding(rule.Format.Element, rule.Rounding);
        var scales = new BlockScale(rule.Format.Element, rule.Layout.Format);
        var strips = (from.Rows + blockRows - 1) / blockRows;
        var split = RowSplit.For(strips, (long)blockRows * from.Columns, pool.Workers);
        var counts = new CastCounts[split.Parts];
        pool.Run(split.Parts, (part, _) =>
        {
            var tally = default(CastTally);
            for (var strip = split.First(part); strip < split.First(part + 1); strip++)
                Strip(from, to, plan, rounding, scales, strip * blockRows, Math.Min(blockRows, from.Rows - (strip * blockRows)), ref tally);
            counts[part] = tally.Counts;
        });
        return counts.Aggregate(CastCounts.Add);
    }

    // The scale that brings the block with the tensor's largest magnitude to the largest e4m3 scale, as the quantiser has it.
    internal static float TensorScale(CastRule rule, float largest)
    {
        var scale = (float)(largest / (rule.Format.Element.Maximum * ElementType.E4M3.Maximum));
        return float.IsNormal(scale) ? scale : 1;
    }

    private static void Strip(
        FloatMatrix from, FloatMatrix to, CastPlan plan, in ElementRounding rounding, in BlockScale scales, int row, int rows, ref CastTally tally)
    {
        var layout = plan.Rule.Layout;
        var tensorScale = plan.Rule.Format.HasTensorScale ? TensorScale(plan.Rule, plan.Largest) : 1;
        var isWhole = layout is { HasScales: true, Rows: 0, Columns: 0 };
        var segment = layout.Segment(from.Columns);
        for (var column = 0; column < from.Columns; column += segment)
        {
            var width = Math.Min(segment, from.Columns - column);
            var scale = !layout.HasScales ? 1f : scales.Of(isWhole ? plan.Largest : Largest(from, row, rows, column, width) / tensorScale);
            for (var i = row; i < row + rows; i++)
            {
                rounding.Run(from.Row(i) + column, to.Row(i) + column, width, (double)scale * tensorScale, plan.Random,
                    ((long)i * from.Columns) + column, ref tally);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Largest(FloatMatrix matrix, int row, int rows, int column, int width)
    {
        var largest = Vector256<float>.Zero;
        for (var i = row; i < row + rows; i++)
        {
            for (var j = 0; j < width; j += Vector256<float>.Count)
                largest = Vector256.MaxNative(largest, Vector256.Abs(Vector256.Load(matrix.Row(i) + column + j)));
        }

        var half = Vector128.MaxNative(largest.GetLower(), largest.GetUpper());
        var pair = Vector128.MaxNative(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(pair[0], pair[1]);
    }
}
