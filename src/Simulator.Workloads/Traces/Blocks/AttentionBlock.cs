using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>Attention with grouped keys and values: norm, one product for queries, keys and values, attention, output projection, sum over ranks.</summary>
internal static class AttentionBlock
{
    internal static void Emit(BlockContext c, AttentionMixer a)
    {
        var (heads, kvHeads) = (a.Heads / c.Tp, Shards.Grouped(a.KvHeads, c.Tp));
        var precision = c.Precision(WeightComponent.Attention);
        c.Norm("attention.norm", precision);
        c.Gemm("attention.qkv", WeightComponent.Attention, (a.QueryWidth / c.Tp) + (2 * kvHeads * a.HeadDim), c.Hidden, quantised: true);
        if (a.QkNorm)
            c.Add("attention.qk_norm", new NormOperator(c.Recipe.Stream, c.Tokens * (heads + kvHeads), a.HeadDim));
        if (a.RotaryDim > 0)
            c.Add("attention.rope", new RopeOperator(c.Recipe.Stream, c.Tokens, heads, kvHeads, a.RotaryDim));
        c.Add("attention.attention", Attend(c, a, heads, kvHeads));
        if (a.OutputGate)
            c.Add("attention.gate", new ElementwiseOperator(c.StreamInto(precision), (long)c.Tokens * heads * a.HeadDim));
        c.Gemm("attention.output", WeightComponent.Attention, c.Hidden, heads * a.HeadDim, quantised: a.OutputGate);
        c.Reduce("attention");
    }

    private static Operator Attend(BlockContext c, AttentionMixer a, int heads, int kvHeads)
    {
        var (step, precision) = (c.Step, c.Recipe.Attention);
        if (!a.Causal)
            return new AttentionEncoderOperator(new(precision.Compute, precision.Compute), step.Batch, step.NewTokens, heads, a.HeadDim);
        return c.IsDecode
            ? new AttentionDecodeOperator(precision, step.Batch, step.Context, heads, kvHeads, a.HeadDim, a.Window)
            : new AttentionPrefillOperator(precision, step.Batch, step.NewTokens, heads, kvHeads, a.HeadDim, a.Window, step.Context);
    }
}
