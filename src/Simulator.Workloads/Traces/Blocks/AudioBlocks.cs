using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>
/// A speech encoder: two convolutions (as products over their taps, the second with stride 2), layers, and the keys and values of every decoder
/// layer's cross-attention.
/// </summary>
internal static class AudioBlocks
{
    internal static void Emit(BlockContext context, AudioEncoder audio)
    {
        var c = context.Named("audio.");
        Convolve(c, "conv1", audio.MelBins * audio.ConvTaps, checked(2 * c.Tokens));
        Convolve(c, "conv2", c.Hidden * audio.ConvTaps, c.Tokens);
        c.Add("positions", new ElementwiseOperator(c.Recipe.Stream, (long)c.Tokens * c.Hidden));
        LayerBlocks.Emit(c, audio.Layers);
        c.Norm("norm", next: null);
        foreach (var cross in c.Model.Layers.Select(l => l.CrossAttention).OfType<AttentionMixer>().GroupBy(a => a))
        {
            var width = 2 * Shards.Grouped(cross.Key.KvHeads, c.Tp) * cross.Key.HeadDim;
            c.Repeated(cross.Count()).Gemm("cross_attention.key_value", WeightComponent.Attention, width, c.Hidden);
        }
    }

    private static void Convolve(BlockContext c, string name, int k, int rows)
    {
        c.Add(name, new GemmOperator(c.Recipe.Unquantised, rows, c.Hidden, k));
        c.Add(name + ".activation", new ActivationOperator(c.Recipe.Stream, rows, c.Hidden, Gated: false));
    }
}
