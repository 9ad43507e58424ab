using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>Gated delta network: products for queries, keys, values and gate and for the two rates, convolution, scan, gated norm, output projection.</summary>
internal static class DeltaNetBlock
{
    internal static void Emit(BlockContext c, DeltaNetMixer d)
    {
        var (keyHeads, valueHeads) = (Shards.Grouped(d.KeyHeads, c.Tp), d.ValueHeads / c.Tp);
        var values = valueHeads * d.ValueDim;
        var precision = c.Precision(WeightComponent.Recurrent);
        c.Norm("delta.norm", precision);
        c.Gemm("delta.in_proj_qkvz", WeightComponent.Recurrent, (2 * keyHeads * d.KeyDim) + (2 * values), c.Hidden, quantised: true);
        c.Gemm("delta.in_proj_ba", WeightComponent.Recurrent, 2 * valueHeads, c.Hidden, quantised: true);
        c.Add("delta.conv", Kernel(c.IsDecode ? RecurrentStage.ConvDecode : RecurrentStage.ConvPrefill));
        c.Add("delta.scan", Kernel(c.IsDecode ? RecurrentStage.ScanDecode : RecurrentStage.ScanPrefill));
        c.Add("delta.gated_norm", new ElementwiseOperator(c.StreamInto(precision), (long)c.Tokens * values));
        c.Gemm("delta.out_proj", WeightComponent.Recurrent, c.Hidden, values, quantised: true);
        c.Reduce("delta");

        DeltaNetOperator Kernel(RecurrentStage stage) => new(
            stage, c.Recipe.Activation, c.Step.Batch, c.Step.NewTokens, keyHeads, valueHeads, d.KeyDim, d.ValueDim, d.DConv, d.Chunk, c.Recipe.State);
    }
}
