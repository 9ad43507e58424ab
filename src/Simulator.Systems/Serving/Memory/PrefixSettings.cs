using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Memory;

/// <summary>How computed prefixes are kept for later prompts.</summary>
public sealed record PrefixSettings
{
    /// <summary>Which block is given up first.</summary>
    public EvictionPolicy Eviction { get; init; } = EvictionPolicy.Lru;

    /// <summary>
    /// Tokens between two snapshots of recurrent states, at least 1, rounded up to whole blocks; a prompt can go on only from a snapshot. Without
    /// recurrent layers it goes on from any block.
    /// </summary>
    public int SnapshotTokens { get; init; } = 1024;

    /// <summary>Memories below the GPU's, the nearest first; what one gives up goes to the next, what the last gives up is lost.</summary>
    public ImmutableArray<TierSettings> Tiers { get; init; } = [];
}
