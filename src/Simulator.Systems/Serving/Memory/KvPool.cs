namespace Simulator.Systems.Serving.Memory;

/// <summary>
/// The blocks of a paged KV cache (Kwon et al., "PagedAttention", SOSP 2023). Every block is free, taken by sequences, or cached: of a computed prefix
/// that no sequence uses. Cached blocks are given up, by the prefix cache's policy, where free ones do not suffice.
/// </summary>
public sealed class KvPool
{
    /// <summary>A pool.</summary>
    /// <param name="blocks">Blocks in all.</param>
    /// <param name="layout">What they hold.</param>
    public KvPool(long blocks, KvLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        (Blocks, Layout) = (blocks, layout);
    }

    /// <summary>A pool of layers that see all tokens.</summary>
    /// <param name="blocks">Blocks in all.</param>
    /// <param name="blockTokens">Tokens of each.</param>
    /// <param name="constantBlocks">Blocks of every sequence, whatever its length.</param>
    public KvPool(long blocks, int blockTokens, int constantBlocks = 0)
        : this(blocks, new KvLayout { BlockTokens = blockTokens, ConstantBlocks = constantBlocks })
    {
    }

    /// <summary>What the blocks hold.</summary>
    public KvLayout Layout { get; }

    /// <summary>Blocks in all.</summary>
    public long Blocks { get; }

    /// <summary>Tokens of a block.</summary>
    public int BlockTokens => Layout.BlockTokens;

    /// <summary>Blocks taken by sequences; one that several share counts once.</summary>
    public long Used { get; private set; }

    /// <summary>Blocks of computed prefixes that no sequence uses.</summary>
    public long Cached { get; private set; }

    /// <summary>Blocks left.</summary>
    public long Free => Blocks - Used - Cached;

    /// <summary>Gives up cached blocks, at least as many as asked for.</summary>
    internal Action<long>? Evict { get; set; }

    /// <summary>The blocks of a sequence.</summary>
    /// <param name="tokens">Its tokens in the cache.</param>
    /// <returns>Blocks.</returns>
    public long Needed(long tokens) => Layout.Needed(tokens);

    /// <summary>Whether so many blocks are free or cached.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Whether <see cref="TryTake"/> would succeed.</returns>
    public bool CanTake(long count) => count <= Blocks - Used;

    /// <summary>Takes blocks; cached ones are given up where free ones do not suffice.</summary>
    /// <param name="count">How many.</param>
    /// <returns>False, and nothing taken, where fewer are left.</returns>
    public bool TryTake(long count)
    {
        if (!CanTake(count))
        {
            return false;
        }

        if (count > Free)
        {
            Evict!(count - Free);
        }

        Used += count;
        return true;
    }

    /// <summary>Gives blocks back.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidOperationException">More than are taken.</exception>
    public void Give(long count)
    {
        Used -= count;
        if (Used < 0)
        {
            throw new InvalidOperationException($"{-Used} blocks of the KV cache were given back that nobody had taken");
        }
    }

    /// <summary>Blocks that a sequence gives up stay cached.</summary>
    internal void Keep(long count)
    {
        Give(count);
        Cached += count;
    }

    /// <summary>A sequence uses cached blocks.</summary>
    internal void Reuse(long count)
    {
        Drop(count);
        Used += count;
    }

    /// <summary>Cached blocks become free.</summary>
    internal void Drop(long count)
    {
        Cached -= count;
        if (Cached < 0)
        {
            throw new InvalidOperationException($"{-Cached} blocks of the KV cache were given up that were not cached");
        }
    }
}
