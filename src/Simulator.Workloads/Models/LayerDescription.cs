namespace Simulator.Workloads.Models;

/// <summary>One layer: a mixer, a cross-attention and a feed-forward, each with its norm and residual; what a layer lacks is null.</summary>
/// <param name="Mixer">How tokens see each other; null where the layer has none.</param>
/// <param name="FeedForward">What each token passes alone; null where the layer has none.</param>
/// <param name="CrossAttention">Attention over an encoder's output; null where there is none.</param>
public sealed record LayerDescription(Mixer? Mixer, FeedForward? FeedForward, AttentionMixer? CrossAttention = null);
