using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Devices.Inputs;

/// <summary>Which operands each operator takes.</summary>
internal static class OperatorInputs
{
    // Scores of attention spread over a few units, so that the softmax is neither flat nor a single peak.
    private const float QueryMagnitude = 4;

    /// <summary>The operands of an operator; null where none are known.</summary>
    internal static InputBuilder? Of(Operator op) => op switch
    {
        GemmOperator o => new InputBuilder()
            .Signed("a", OperandLayouts.ArrivingActivations(o.Precision, o.QuantisedInput), [o.Batch, o.M, o.K], ArrivingLayout(o))
            .Signed("b", o.Precision.Weight, [o.Batch, o.N, o.K], OperandLayouts.Weights(o.Precision)),
        AttentionPrefillOperator o => Attention(o.Precision, o.Batch, o.Heads, o.Seq, o.KvHeads, o.Prefix + o.Seq, o.HeadDim),
        AttentionDecodeOperator o => Attention(o.Precision, o.Batch, o.Heads, 1, o.KvHeads, o.Kv, o.HeadDim),
        AttentionEncoderOperator o => Attention(o.Precision, o.Batch, o.Heads, o.Seq, o.Heads, o.Seq, o.HeadDim),
        AttentionCrossOperator o => Attention(o.Precision, o.Batch, o.Heads, o.Seq, o.Heads, o.Kv, o.HeadDim),
        Mamba2Operator o => RecurrentInputs.Of(o),
        MoeOperator o => Experts(o),
        StreamingOperator o => StreamingInputs.Of(o),
        _ => null,
    };

    private static ScaleLayout? ArrivingLayout(GemmOperator o) =>
        OperandLayouts.ArrivingActivations(o.Precision, o.QuantisedInput) == o.Precision.Activation ? OperandLayouts.Activations(o.Precision) : null;

    private static InputBuilder Attention(AttentionPrecision precision, int batch, int heads, int queries, int kvHeads, int tokens, int width)
    {
        ImmutableArray<int> cache = [batch, kvHeads, tokens, width];
        var scales = OperandLayouts.Cache(precision.Kv);
        return new InputBuilder()
            .Signed("q", OperandLayouts.Queries(precision), [batch, heads, queries, width], magnitude: QueryMagnitude)
            .Signed("k", precision.Kv, cache, scales)
            .Signed("v", precision.Kv, cache, scales);
    }

    private static InputBuilder Experts(MoeOperator o)
    {
        int local = Math.Max(1, o.Experts / o.Ep), inter = Math.Max(1, o.Inter / o.Tp);
        var weights = OperandLayouts.Weights(o.Precision);
        return new InputBuilder()
            .Signed("x", o.Precision.Output, [o.Tokens, o.Hidden])
            .From("logits", NumberFormats.Fp32, [o.Tokens, o.Experts], (i, u) => Logit(o, (int)(i % o.Experts), u))
            .Signed("up", o.Precision.Weight, [local, o.Matrices == 3 ? 2 * inter : inter, o.Hidden], weights)
            .Signed("down", o.Precision.Weight, [local, o.Hidden, inter], weights);
    }

    // The largest of log p + Gumbel noise is a draw without replacement in proportion to p (Gumbel-top-k; Kool, van Hoof, Welling 2019).
    private static float Logit(MoeOperator o, int expert, float uniform) =>
        (float)((-o.Skew * Math.Log(expert + 1)) - Math.Log(-Math.Log(Math.Clamp(uniform, 1e-7, 1 - 1e-7))));
}
