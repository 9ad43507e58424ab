using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Memory;

/// <summary>What a recurrent layer keeps per sequence on one rank: its state, and the last inputs of its convolution.</summary>
internal static class RecurrentState
{
    internal static double Bytes(Mamba2Mixer m, PrecisionRecipe recipe, int tp)
    {
        var (heads, groups) = (m.Heads / tp, Shards.Grouped(m.Groups, tp));
        double state = (double)heads * m.HeadDim * m.DState, channels = (heads * m.HeadDim) + (2.0 * groups * m.DState);
        return Bytes(state, channels, m.DConv, recipe);
    }

    internal static double Bytes(DeltaNetMixer d, PrecisionRecipe recipe, int tp)
    {
        var (keyHeads, valueHeads) = (Shards.Grouped(d.KeyHeads, tp), d.ValueHeads / tp);
        double state = (double)valueHeads * d.KeyDim * d.ValueDim, channels = (2.0 * keyHeads * d.KeyDim) + (valueHeads * d.ValueDim);
        return Bytes(state, channels, d.DConv, recipe);
    }

    private static double Bytes(double state, double channels, int taps, PrecisionRecipe recipe) =>
        (state * recipe.State.BytesPerElement) + (channels * (taps - 1) * recipe.Activation.BytesPerElement);
}
