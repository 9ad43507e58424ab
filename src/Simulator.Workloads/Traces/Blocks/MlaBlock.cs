using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>
/// Latent attention. A prompt expands its latents to keys and values of every head; decode stays in the latent space, with the expansion's halves
/// absorbed as one unquantised product per head before and after (DeepSeek-V2 technical report, section 2.1.3).
/// </summary>
internal static class MlaBlock
{
    internal static void Emit(BlockContext c, MlaMixer m)
    {
        var heads = m.Heads / c.Tp;
        var queryWidth = heads * (m.NopeDim + m.RopeDim);
        var precision = c.Precision(WeightComponent.Attention);
        var latentWidth = m.KvLoraRank + m.RopeDim;
        c.Norm("attention.norm", precision);
        c.Gemm("attention.qkv_a", WeightComponent.Attention, (m.QLoraRank > 0 ? m.QLoraRank : queryWidth) + latentWidth, c.Hidden, quantised: true);
        if (m.QLoraRank > 0)
        {
            c.Add("attention.q_norm", new NormOperator(c.StreamInto(precision), c.Tokens, m.QLoraRank));
            c.Gemm("attention.q_b", WeightComponent.Attention, queryWidth, m.QLoraRank, quantised: true);
        }

        c.Add("attention.kv_norm", new NormOperator(c.IsDecode ? c.Recipe.Stream : c.StreamInto(precision), c.Tokens, m.KvLoraRank));
        c.Add("attention.rope", new RopeOperator(c.Recipe.Stream, c.Tokens, heads, 1, m.RopeDim));
        if (c.IsDecode)
            Decode(c, m, heads);
        else
            Prefill(c, m, heads);
        c.Gemm("attention.output", WeightComponent.Attention, c.Hidden, heads * m.VDim);
        c.Reduce("attention");
    }

    private static void Prefill(BlockContext c, MlaMixer m, int heads)
    {
        var step = c.Step;
        var expanded = checked(c.Tokens + (step.Batch * step.Context));
        c.Gemm("attention.kv_b", WeightComponent.Attention, heads * (m.NopeDim + m.VDim), m.KvLoraRank, quantised: step.Context == 0, rows: expanded);
        c.Add("attention.attention", new MlaPrefillOperator(c.Recipe.Attention, step.Batch, step.NewTokens, heads, m.Dimensions, step.Context));
    }

    private static void Decode(BlockContext c, MlaMixer m, int heads)
    {
        var (step, precision) = (c.Step, c.Recipe.Unquantised);
        c.Add("attention.absorb_key", new GemmOperator(precision, step.Batch, m.KvLoraRank, m.NopeDim) { Batch = heads });
        c.Add("attention.attention", new MlaDecodeOperator(c.Recipe.Attention, step.Batch, step.Context, heads, m.Dimensions));
        c.Add("attention.absorb_value", new GemmOperator(precision, step.Batch, m.VDim, m.KvLoraRank) { Batch = heads });
    }
}
