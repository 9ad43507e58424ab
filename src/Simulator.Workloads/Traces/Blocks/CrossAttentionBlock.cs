using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>Attention over an encoder's output, whose keys and values the encode phase has projected once.</summary>
internal static class CrossAttentionBlock
{
    internal static void Emit(BlockContext c, AttentionMixer a)
    {
        var heads = a.Heads / c.Tp;
        c.Norm("cross_attention.norm", c.Precision(WeightComponent.Attention));
        c.Gemm("cross_attention.query", WeightComponent.Attention, heads * a.HeadDim, c.Hidden, quantised: true);
        var positions = c.Model.Audio?.Positions ?? throw new NotSupportedException("cross-attention without an encoder");
        c.Add("cross_attention.attention", new AttentionCrossOperator(c.Recipe.Attention, c.Step.Batch, c.Step.NewTokens, positions, heads, a.HeadDim));
        c.Gemm("cross_attention.output", WeightComponent.Attention, c.Hidden, heads * a.HeadDim);
        c.Reduce("cross_attention");
    }
}
