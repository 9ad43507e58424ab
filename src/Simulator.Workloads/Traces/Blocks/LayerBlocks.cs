using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>Folds equal blocks of a stack of layers and emits each once.</summary>
internal static class LayerBlocks
{
    internal static void Emit(BlockContext context, IReadOnlyList<LayerDescription> layers)
    {
        var counts = new Dictionary<Block, (int Count, int First)>();
        for (var i = 0; i < layers.Count; i++)
        {
            foreach (var block in BlocksOf(context.Recipe, layers[i], i))
                counts[block] = counts.TryGetValue(block, out var seen) ? (seen.Count + 1, seen.First) : (1, i);
        }

        foreach (var (block, (count, first)) in counts.OrderBy(c => (c.Value.First, c.Key.Order)))
            Emit(context.Repeated(count, first), block);
    }

    private static IEnumerable<Block> BlocksOf(PrecisionRecipe recipe, LayerDescription layer, int index)
    {
        if (layer.Mixer is { } mixer)
            yield return new Block(0, mixer, null, Precision(WeightComponent.Attention), Precision(WeightComponent.Recurrent), null);
        if (layer.CrossAttention is { } cross)
            yield return new Block(1, cross, null, Precision(WeightComponent.Attention), null, null);
        if (layer.FeedForward is DenseFeedForward dense)
            yield return new Block(2, null, dense, Precision(WeightComponent.FeedForward), null, null);
        if (layer.FeedForward is MoeFeedForward moe)
        {
            var (experts, shared) = (Precision(WeightComponent.Experts), Precision(WeightComponent.SharedExpert));
            yield return new Block(2, null, moe, experts, shared, Precision(WeightComponent.Latent));
        }

        GemmPrecision Precision(WeightComponent component) => recipe.Precision(component, index);
    }

    private static void Emit(BlockContext context, Block block)
    {
        switch (block)
        {
            case { Order: 1, Mixer: AttentionMixer cross }:
                CrossAttentionBlock.Emit(context, cross);
                break;
            case { Mixer: AttentionMixer attention }:
                AttentionBlock.Emit(context, attention);
                break;
            case { Mixer: MlaMixer mla }:
                MlaBlock.Emit(context, mla);
                break;
            case { Mixer: Mamba2Mixer mamba }:
                Mamba2Block.Emit(context, mamba);
                break;
            case { Mixer: DeltaNetMixer delta }:
                DeltaNetBlock.Emit(context, delta);
                break;
            case { FeedForward: DenseFeedForward dense }:
                DenseBlock.Emit(context, dense);
                break;
            case { FeedForward: MoeFeedForward moe }:
                MoeBlock.Emit(context, moe);
                break;
            default:
                throw new NotSupportedException(block.ToString());
        }
    }

    /// <summary>A block and the precisions of its components: equal ones run the same operators.</summary>
    private sealed record Block(int Order, Mixer? Mixer, FeedForward? FeedForward, GemmPrecision First, GemmPrecision? Second, GemmPrecision? Third);
}
