using System.Runtime.Intrinsics;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>The kernels of training in one vector width: rows, columns or heads are dealt to the workers.</summary>
internal sealed unsafe class TrainingKernels<TLanes, TVector> : ITrainingKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Strip = 16;
    private readonly WorkerPool pool;
    private readonly ProductScratch[] scratch;
    private readonly OperandProduct<TLanes, TVector> product;
    private readonly OperandCaster caster;

    internal TrainingKernels(WorkerPool pool)
    {
        this.pool = pool;
        scratch = [.. Enumerable.Range(0, pool.Workers).Select(_ => new ProductScratch())];
        product = new OperandProduct<TLanes, TVector>(pool, scratch);
        caster = new OperandCaster(pool);
    }

    /// <inheritdoc/>
    public void Multiply(Operand a, Operand b, int k, FloatMatrix c) => product.Run(a, b, c.Rows, c.Columns, k, c.Data);

    /// <inheritdoc/>
    public CastCounts Cast(FloatMatrix from, FloatMatrix to, CastPlan plan) => caster.Run(from, to, plan);

    /// <inheritdoc/>
    public float Largest(FloatMatrix matrix)
    {
        var largest = new float[pool.Workers];
        ForRows(matrix.Rows, matrix.Columns, (row, worker) =>
            largest[worker] = MathF.Max(largest[worker], Rows<TLanes, TVector>.Largest(matrix.Row(row), matrix.Columns)));
        return largest.Max();
    }

    /// <inheritdoc/>
    public void RoundToBf16(FloatMatrix matrix) =>
        ForRows(matrix.Rows, matrix.Columns, (row, _) => Bf16Rows<TLanes, TVector>.Round(matrix.Row(row), matrix.Columns));

    /// <inheritdoc/>
    public void Transpose(FloatMatrix from, FloatMatrix to) => ForRows(from.Rows / Strip, Strip * from.Columns, (strip, _) =>
    {
        for (var i = strip * Strip; i < (strip + 1) * Strip; i += 8)
        {
            for (var j = 0; j < from.Columns; j += 8)
                TLanes.Transpose(from.Row(i) + j, from.Columns, to.Row(j) + i, to.Columns);
        }
    });

    /// <inheritdoc/>
    public void Rotate(FloatMatrix from, FloatMatrix to, float[] signs) => ForRows(from.Rows / Strip, Strip * from.Columns, (strip, _) =>
        HadamardColumns<TLanes, TVector>.Transform(from.Row(strip * Strip), to.Row(strip * Strip), from.Columns, signs));

    /// <inheritdoc/>
    public void Add(FloatMatrix a, FloatMatrix b) =>
        ForRows(a.Rows, a.Columns, (row, _) => Vectors<TLanes, TVector>.AddTo(a.Row(row), b.Row(row), a.Columns));

    /// <inheritdoc/>
    public void Gather(FloatMatrix table, int[] rows, FloatMatrix to) =>
        ForRows(to.Rows, to.Columns, (row, _) => Span(table.Row(rows[row]), to.Columns).CopyTo(Span(to.Row(row), to.Columns)));

    /// <inheritdoc/>
    public void Scatter(FloatMatrix gradient, int[] rows, FloatMatrix tableGradient)
    {
        tableGradient.Clear();
        ForStrips(gradient, strip =>
        {
            for (var row = 0; row < rows.Length; row++)
                Vectors<TLanes, TVector>.AddTo(tableGradient.Row(rows[row]) + strip, gradient.Row(row) + strip, Strip);
        });
    }

    /// <inheritdoc/>
    public void Norm(FloatMatrix x, FloatMatrix gain, FloatMatrix y, float[] factors) =>
        ForRows(x.Rows, x.Columns, (row, _) => factors[row] = NormRows<TLanes, TVector>.Forward(x.Row(row), gain.Data, y.Row(row), x.Columns));

    /// <inheritdoc/>
    public void NormGradient(FloatMatrix x, FloatMatrix gain, float[] factors, FloatMatrix dy, FloatMatrix dx, FloatMatrix gainGradient)
    {
        ForRows(x.Rows, x.Columns, (row, _) =>
            NormRows<TLanes, TVector>.Backward(x.Row(row), gain.Data, factors[row], dy.Row(row), dx.Row(row), x.Columns));
        gainGradient.Clear();
        ForStrips(x, strip =>
        {
            for (var row = 0; row < x.Rows; row++)
                NormRows<TLanes, TVector>.AddGain(x.Row(row) + strip, factors[row], dy.Row(row) + strip, gainGradient.Data + strip, Strip);
        });
    }

    /// <inheritdoc/>
    public void SwiGlu(FloatMatrix gates, FloatMatrix y) =>
        ForRows(y.Rows, 4 * y.Columns, (row, _) => SwiGluRows<TLanes, TVector>.Forward(gates.Row(row), y.Row(row), y.Columns));

    /// <inheritdoc/>
    public void SwiGluGradient(FloatMatrix gates, FloatMatrix dy, FloatMatrix gatesGradient) => ForRows(dy.Rows, 4 * dy.Columns, (row, _) =>
        SwiGluRows<TLanes, TVector>.Backward(gates.Row(row), dy.Row(row), gatesGradient.Row(row), dy.Columns));

    /// <inheritdoc/>
    public void Turn(RotaryRows rotary, AttentionShape shape, FloatMatrix qkv, bool back) =>
        ForRows(qkv.Rows, qkv.Columns, (row, _) => rotary.Turn(qkv.Row(row), row % shape.Sequence, back));

    /// <inheritdoc/>
    public void Attention(AttentionShape shape, FloatMatrix qkv, FloatMatrix o, FloatMatrix logSums, bool narrow) =>
        pool.Run(shape.Batch * shape.Heads, (unit, worker) =>
            AttentionPass<TLanes, TVector>.Forward(shape, unit, qkv, o, logSums, narrow, scratch[worker]));

    /// <inheritdoc/>
    public void AttentionGradient(
        AttentionShape shape, FloatMatrix qkv, FloatMatrix o, FloatMatrix logSums, FloatMatrix gradient, FloatMatrix qkvGradient, bool narrow) =>
        pool.Run(shape.Batch * shape.Heads, (unit, worker) =>
            AttentionPass<TLanes, TVector>.Backward(shape, unit, qkv, o, logSums, gradient, qkvGradient, narrow, scratch[worker]));

    /// <inheritdoc/>
    public double CrossEntropy(FloatMatrix logits, int[] targets)
    {
        var losses = new double[targets.Length];
        ForRows(logits.Rows, logits.Columns, (row, _) =>
            losses[row] = EntropyRows<TLanes, TVector>.Forward(logits.Row(row), targets[row], 1f / targets.Length, logits.Columns));
        return losses.Sum() / targets.Length;
    }

    /// <inheritdoc/>
    public double SumOfSquares(FloatMatrix matrix)
    {
        var sums = new double[matrix.Rows];
        ForRows(matrix.Rows, matrix.Columns, (row, _) => sums[row] = Vectors<TLanes, TVector>.SumOfSquares(matrix.Row(row), matrix.Columns, 0));
        return sums.Sum();
    }

    /// <inheritdoc/>
    public void Update(Parameter parameter, AdamStep step) => ForRows(parameter.Values.Rows, 4 * parameter.Values.Columns, (row, _) =>
    {
        for (var i = row * parameter.Values.Columns; i < (row + 1) * parameter.Values.Columns; i += Vector256<float>.Count)
            step.Apply(parameter.Values.Data + i, parameter.Gradient.Data + i, parameter.Mean.Data + i, parameter.Square.Data + i, parameter.Decays);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in scratch)
            part.Dispose();
    }

    private static Span<float> Span(float* at, int count) => new(at, count);

    private void ForRows(int rows, int elementsPerRow, PartBody body)
    {
        var split = RowSplit.For(rows, elementsPerRow, pool.Workers);
        pool.Run(split.Parts, (part, worker) =>
        {
            for (var row = split.First(part); row < split.First(part + 1); row++)
                body(row, worker);
        });
    }

    // Sums over rows: each strip of columns goes through all of them in order.
    private void ForStrips(FloatMatrix matrix, Action<int> body) => pool.Run(matrix.Columns / Strip, (strip, _) => body(strip * Strip));
}
