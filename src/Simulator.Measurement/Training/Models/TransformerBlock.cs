using Simulator.Measurement.Training.Kernels;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Models;

/// <summary>One layer: x + attention(norm(x)), then x + feed-forward(norm(x)). What the backward pass needs stays in its matrices.</summary>
internal sealed class TransformerBlock
{
    private readonly NumericsSession session;
    private readonly AttentionShape attention;
    private readonly RotaryRows rotary;
    private readonly LinearLayer qkv;
    private readonly LinearLayer projection;
    private readonly LinearLayer gates;
    private readonly LinearLayer down;
    private readonly NormLayer attentionNorm;
    private readonly NormLayer feedForwardNorm;
    private readonly FloatMatrix heads;
    private readonly FloatMatrix mixed;
    private readonly FloatMatrix logSums;
    private readonly FloatMatrix middle;
    private readonly FloatMatrix gated;
    private readonly FloatMatrix active;

    internal TransformerBlock(
        NumericsSession session, MatrixArena arena, TransformerShape shape, RotaryRows rotary, LayerNumerics numerics,
        Func<string, int, int, double, Parameter> weight)
    {
        int h = shape.Hidden, t = shape.Tokens;
        var small = 1 / Math.Sqrt(2.0 * shape.Layers);
        (this.session, this.rotary) = (session, rotary);
        attention = new AttentionShape(shape.Batch, shape.Sequence, shape.Heads, h / shape.Heads);
        qkv = new LinearLayer(session, arena, weight("qkv", 3 * h, h, 1), numerics, t);
        projection = new LinearLayer(session, arena, weight("projection", h, h, small), numerics, t);
        gates = new LinearLayer(session, arena, weight("gates", 2 * shape.Inner, h, 1), numerics, t);
        down = new LinearLayer(session, arena, weight("down", h, shape.Inner, small), numerics, t);
        attentionNorm = new NormLayer(session, arena, weight("attention norm", 1, h, 0), t);
        feedForwardNorm = new NormLayer(session, arena, weight("feed-forward norm", 1, h, 0), t);
        (heads, mixed, middle) = (arena.Create(t, 3 * h), arena.Create(t, h), arena.Create(t, h));
        logSums = arena.Create(shape.Batch * shape.Heads, shape.Sequence);
        (gated, active) = (arena.Create(t, 2 * shape.Inner), arena.Create(t, shape.Inner));
    }

    internal IReadOnlyList<LinearLayer> Linears => [qkv, projection, gates, down];

    /// <summary>
    /// Bytes that wait for the backward pass: both norms' inputs and factors, q, k, v, o and their sums, gates, and the linear layers' inputs.
    /// </summary>
    /// <param name="elementBytes">Bytes of an element between operators.</param>
    internal double StoredBytes(int elementBytes) =>
        (elementBytes * ((double)(2 * middle.Count) + heads.Count + mixed.Count + gated.Count)) + (sizeof(float) * ((2.0 * middle.Rows) + logSums.Count))
        + Linears.Sum(l => l.StoredInputBytes(middle.Rows));

    internal void Forward(FloatMatrix x, FloatMatrix y)
    {
        qkv.Forward(attentionNorm.Forward(x), heads);
        session.Kernels.Turn(rotary, attention, heads, false);
        session.RoundBetween(heads);
        session.Kernels.Attention(attention, heads, mixed, logSums, session.RoundsBetween && !session.IsExact);
        session.RoundBetween(mixed);
        projection.Forward(mixed, middle);
        AddTo(middle, x);
        gates.Forward(feedForwardNorm.Forward(middle), gated);
        session.Kernels.SwiGlu(gated, active);
        session.RoundBetween(active);
        down.Forward(active, y);
        AddTo(y, middle);
    }

    /// <summary>The gradient of the output becomes that of the input.</summary>
    internal void Backward(FloatMatrix x, FloatMatrix gradient)
    {
        FloatMatrix dActive = Like(active), dGated = Like(gated), dNorm = session.Scratch(x.Rows, x.Columns, "d norm");
        down.Backward(active, gradient, dActive);
        session.Kernels.SwiGluGradient(gated, dActive, dGated);
        session.RoundBetween(dGated);
        gates.Backward(feedForwardNorm.Output, dGated, dNorm);
        feedForwardNorm.Backward(middle, dNorm, gradient);

        FloatMatrix dMixed = session.Scratch(x.Rows, x.Columns, "d mixed"), dHeads = Like(heads);
        projection.Backward(mixed, gradient, dMixed);
        session.Kernels.AttentionGradient(attention, heads, mixed, logSums, dMixed, dHeads, session.RoundsBetween);
        session.Kernels.Turn(rotary, attention, dHeads, true);
        session.RoundBetween(dHeads);
        qkv.Backward(attentionNorm.Output, dHeads, dNorm);
        attentionNorm.Backward(x, dNorm, gradient);
    }

    private FloatMatrix Like(FloatMatrix matrix) => session.Scratch(matrix.Rows, matrix.Columns, "d");

    private void AddTo(FloatMatrix sum, FloatMatrix residual)
    {
        session.Kernels.Add(sum, residual);
        session.RoundBetween(sum);
    }
}
