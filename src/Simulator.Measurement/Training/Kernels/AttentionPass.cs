using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>
/// Causal attention of one head of one sequence and its gradients. A row of qkv holds a token's queries, keys and values, each of all heads. Scores are not
/// kept: the backward pass computes them again from the logarithm of each row's sum (Dao and others, "FlashAttention", 2022, algorithm 4).
/// </summary>
internal static unsafe class AttentionPass<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>o = softmax(q·kᵀ/√d)·v; keeps the logarithms of the sums.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="unit">Sequence · heads + head.</param>
    /// <param name="qkv">Rows of 3 · hidden.</param>
    /// <param name="o">Rows of hidden.</param>
    /// <param name="logSums">A row per unit, an element per token.</param>
    /// <param name="narrow">Whether probabilities are rounded to bf16 before they meet the values.</param>
    /// <param name="scratch">The worker's memory.</param>
    internal static void Forward(AttentionShape shape, int unit, FloatMatrix qkv, FloatMatrix o, FloatMatrix logSums, bool narrow, ProductScratch scratch)
    {
        int s = shape.Sequence, first = unit / shape.Heads * s, column = unit % shape.Heads * shape.Width;
        var p = scratch.Results(2L * s * s);
        Scores(shape, qkv, first, column, p, scratch);
        for (var i = 0; i < s; i++)
        {
            var row = p + (i * s);
            var largest = Vectors<TLanes, TVector>.Largest(row, i + 1) * shape.Scale;
            var sum = Vectors<TLanes, TVector>.Exponentials(row, i + 1, shape.Scale, largest);
            Vectors<TLanes, TVector>.Scale(row, 1 / sum, i + 1);
            Clear(row, i + 1, s);
            logSums.Row(unit)[i] = largest + MathF.Log(sum);
        }

        if (narrow)
            Bf16Rows<TLanes, TVector>.Round(p, s * s);
        OperandProduct<TLanes, TVector>.RunAlone(new Operand(p, s, true), Part(qkv, first, column + (2 * shape.Hidden), false), s, shape.Width, s,
            o.Row(first) + column, o.Columns, scratch);
    }

    /// <summary>The gradients of q, k and v from that of o; parameters as in <see cref="Forward"/>.</summary>
    internal static void Backward(
        AttentionShape shape, int unit, FloatMatrix qkv, FloatMatrix o, FloatMatrix logSums, FloatMatrix gradient, FloatMatrix qkvGradient, bool narrow,
        ProductScratch scratch)
    {
        int s = shape.Sequence, first = unit / shape.Heads * s, column = unit % shape.Heads * shape.Width, h = shape.Hidden;
        float* p = scratch.Results(2L * s * s), ds = p + (s * s);
        Scores(shape, qkv, first, column, p, scratch);
        OperandProduct<TLanes, TVector>.RunAlone(Part(gradient, first, column, true), Part(qkv, first, column + (2 * h), true),
            s, s, shape.Width, ds, s, scratch);
        for (var i = 0; i < s; i++)
        {
            Vectors<TLanes, TVector>.Exponentials(p + (i * s), i + 1, shape.Scale, logSums.Row(unit)[i]);
            Clear(p + (i * s), i + 1, s);
            var mean = Vectors<TLanes, TVector>.Dot(gradient.Row(first + i) + column, o.Row(first + i) + column, shape.Width);
            ScoreGradients(p + (i * s), ds + (i * s), mean, shape.Scale, s);
        }

        if (narrow)
            Bf16Rows<TLanes, TVector>.Round(p, 2 * s * s);
        Operand dO = Part(gradient, first, column, false), q = Part(qkv, first, column, false), k = Part(qkv, first, column + h, false);
        var to = qkvGradient.Row(first) + column;
        OperandProduct<TLanes, TVector>.RunAlone(new Operand(ds, s, true), k, s, shape.Width, s, to, 3 * h, scratch);
        OperandProduct<TLanes, TVector>.RunAlone(new Operand(ds, s, false), q, s, shape.Width, s, to + h, 3 * h, scratch);
        OperandProduct<TLanes, TVector>.RunAlone(new Operand(p, s, false), dO, s, shape.Width, s, to + (2 * h), 3 * h, scratch);
    }

    private static Operand Part(FloatMatrix matrix, int row, int column, bool alongRows) => new(matrix.Row(row) + column, matrix.Columns, alongRows);

    private static void Scores(AttentionShape shape, FloatMatrix qkv, int first, int column, float* to, ProductScratch scratch) =>
        OperandProduct<TLanes, TVector>.RunAlone(Part(qkv, first, column, true), Part(qkv, first, column + shape.Hidden, true),
            shape.Sequence, shape.Sequence, shape.Width, to, shape.Sequence, scratch);

    private static void Clear(float* row, int from, int to) => new Span<float>(row + from, to - from).Clear();

    // ds ← p·(dp − mean)·scale.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScoreGradients(float* p, float* ds, float mean, float scale, int count)
    {
        TVector m = TLanes.Create(mean), f = TLanes.Create(scale);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(TLanes.Load(p + i), f), TLanes.Subtract(TLanes.Load(ds + i), m)), ds + i);
    }
}
