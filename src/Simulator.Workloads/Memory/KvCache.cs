using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Memory;

/// <summary>
/// What a sequence keeps in the memory of one rank between steps: keys and values that grow with its tokens, those that a window bounds, and states
/// of constant size. Of the pipeline stage that holds most for a long sequence.
/// </summary>
/// <param name="BytesPerToken">Bytes of each further token in layers that see all of them (attention without a window, latent attention).</param>
/// <param name="Windows">Layers that see only a window: its tokens, and the bytes of each.</param>
/// <param name="StateBytes">Bytes of recurrent states and convolution windows (Mamba-2, gated delta networks), whatever the length.</param>
/// <param name="CrossBytes">Bytes of the keys and values of an encoder's output.</param>
public sealed record KvCache(double BytesPerToken, ImmutableArray<WindowedCache> Windows, double StateBytes, double CrossBytes)
{
    /// <summary>Bytes of one sequence.</summary>
    /// <param name="tokens">Its length, at least 0.</param>
    /// <returns>Bytes on the rank.</returns>
    public double BytesPerSequence(double tokens) =>
        (BytesPerToken * tokens) + Windows.Sum(w => w.BytesPerToken * Math.Min(tokens, w.Window)) + StateBytes + CrossBytes;

    /// <summary>The cache of a model's sequences on the rank that holds most.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The formats of cache and states.</param>
    /// <param name="parallelism">How ranks divide the model; data-parallel groups hold sequences of their own.</param>
    /// <returns>The cache.</returns>
    public static KvCache Of(ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
    {
        var positions = model.Audio?.Positions ?? 0;
        return PipelineStages.Of(model.Layers.Length, parallelism.Pp)
            .Select(range => OfLayers([.. model.Layers.AsSpan(range)], recipe, parallelism.Tp, positions))
            .MaxBy(cache => cache.BytesPerSequence(model.MaxPositions))!;
    }

    private static KvCache OfLayers(ImmutableArray<LayerDescription> layers, PrecisionRecipe recipe, int tp, int positions)
    {
        double perToken = 0, state = 0, cross = 0;
        var windows = new SortedDictionary<int, double>();
        foreach (var layer in layers)
        {
            switch (layer.Mixer)
            {
                case AttentionMixer { Causal: true, Window: > 0 } a:
                    windows[a.Window] = windows.GetValueOrDefault(a.Window) + TokenBytes(a, recipe.Kv, tp);
                    break;
                case AttentionMixer { Causal: true } a:
                    perToken += TokenBytes(a, recipe.Kv, tp);
                    break;
                case MlaMixer m:
                    perToken += m.Dimensions.CachedWidth * recipe.Kv.BytesPerElement;
                    break;
                case Mamba2Mixer m:
                    state += RecurrentState.Bytes(m, recipe, tp);
                    break;
                case DeltaNetMixer d:
                    state += RecurrentState.Bytes(d, recipe, tp);
                    break;
            }

            if (layer.CrossAttention is { } c)
                cross += positions * TokenBytes(c, recipe.Kv, tp);
        }

        return new KvCache(perToken, [.. windows.Select(w => new WindowedCache(w.Key, w.Value))], state, cross);
    }

    private static double TokenBytes(AttentionMixer a, NumberFormat kv, int tp) => 2.0 * Shards.Grouped(a.KvHeads, tp) * a.HeadDim * kv.BytesPerElement;
}
