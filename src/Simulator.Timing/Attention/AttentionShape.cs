using Simulator.Hardware.Formats;

namespace Simulator.Timing.Attention;

/// <summary>What the attention models need to know of a prompt's attention, whatever its kind.</summary>
/// <param name="Kind">The operator.</param>
/// <param name="Sequences">Sequences.</param>
/// <param name="Queries">Query tokens per sequence.</param>
/// <param name="Keys">Keys that the last query sees, before the window.</param>
/// <param name="PairsPerHead">Unmasked (query, key) pairs of one head of one sequence.</param>
/// <param name="Window">Sliding window; 0 for none.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KvHeads">Key and value heads.</param>
/// <param name="KeyDim">Width of a key.</param>
/// <param name="ValueDim">Width of a value.</param>
/// <param name="Compute">Format of the products that the operator asks for.</param>
/// <param name="KvBytes">Bytes per element of keys and values.</param>
/// <param name="NarrowCache">Whether the cache holds fewer than 16 bits per element.</param>
internal readonly record struct AttentionShape(
    PromptKind Kind,
    double Sequences,
    double Queries,
    double Keys,
    double PairsPerHead,
    double Window,
    double Heads,
    double KvHeads,
    double KeyDim,
    double ValueDim,
    NumberFormat Compute,
    double KvBytes,
    bool NarrowCache)
{
    /// <summary>Whether the mask is causal, so that blocks differ in length.</summary>
    public bool Causal => Kind is PromptKind.Prefill or PromptKind.Latent;
}
