using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>Mamba-2: one product for z, x, B, C and dt, convolution, scan, gated norm, output projection, sum over ranks.</summary>
internal static class Mamba2Block
{
    internal static void Emit(BlockContext c, Mamba2Mixer m)
    {
        var (heads, groups) = (m.Heads / c.Tp, Shards.Grouped(m.Groups, c.Tp));
        var inner = heads * m.HeadDim;
        var precision = c.Precision(WeightComponent.Recurrent);
        c.Norm("mamba.norm", precision);
        c.Gemm("mamba.in_proj", WeightComponent.Recurrent, (2 * inner) + (2 * groups * m.DState) + heads, c.Hidden, quantised: true);
        c.Add("mamba.conv", Kernel(c.IsDecode ? RecurrentStage.ConvDecode : RecurrentStage.ConvPrefill));
        c.Add("mamba.scan", Kernel(c.IsDecode ? RecurrentStage.ScanDecode : RecurrentStage.ScanPrefill));
        c.Add("mamba.gated_norm", new ElementwiseOperator(c.StreamInto(precision), (long)c.Tokens * inner));
        c.Gemm("mamba.out_proj", WeightComponent.Recurrent, c.Hidden, inner, quantised: true);
        c.Reduce("mamba");

        Mamba2Operator Kernel(RecurrentStage stage) => new(
            stage, c.Recipe.Activation, c.Step.Batch, c.Step.NewTokens, c.Hidden, m.DState, m.DConv, heads, m.HeadDim, groups, m.Chunk, c.Recipe.State);
    }
}
