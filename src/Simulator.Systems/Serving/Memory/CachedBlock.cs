namespace Simulator.Systems.Serving.Memory;

/// <summary>A node of the radix tree: some whole blocks of a prompt that follow those of its parent.</summary>
/// <param name="parent">What precedes it; null for the root.</param>
/// <param name="id">What its tokens are.</param>
/// <param name="number">Its number, unique in the tree.</param>
/// <param name="depth">Tokens up to its end.</param>
/// <param name="tiers">Tiers, the GPU's included.</param>
internal sealed class CachedBlock(CachedBlock? parent, ulong id, long number, int depth, int tiers)
{
    internal CachedBlock? Parent { get; } = parent;

    internal ulong Id { get; } = id;

    internal long Number { get; } = number;

    internal int Depth { get; } = depth;

    /// <summary>Children by their tier; a child's tier is never above its parent's.</summary>
    internal int[] Children { get; } = new int[tiers];

    /// <summary>Blocks that it takes on the GPU.</summary>
    internal long Cost { get; init; }

    /// <summary>Whether a snapshot of the recurrent states at its end is kept with it.</summary>
    internal bool Snapshot { get; init; }

    /// <summary>Where it is: 0 is the GPU.</summary>
    internal int Tier { get; set; }

    /// <summary>Sequences that use it.</summary>
    internal int References { get; set; }

    /// <summary>When it has come from a lower tier, in seconds.</summary>
    internal double Ready { get; set; }

    internal long LastUse { get; set; }

    internal long Uses { get; set; }

    /// <summary>Whether it stands among those that may be given up, in the order of <see cref="Rank"/>.</summary>
    internal bool Listed { get; set; }

    internal (long First, long Second, long Number) Rank { get; set; }
}
