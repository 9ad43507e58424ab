namespace Simulator.Systems.Serving.Engines;

/// <summary>The blocks of a paged KV cache (Kwon et al., "PagedAttention", SOSP 2023). A sequence may also hold blocks of constant number: the windows of
/// sliding-window layers and the states of recurrent ones, in units of one block's bytes.</summary>
/// <param name="blocks">Blocks in all.</param>
/// <param name="blockTokens">Tokens of each.</param>
/// <param name="constantBlocks">Blocks of every sequence, whatever its length.</param>
public sealed class KvPool(long blocks, int blockTokens, int constantBlocks = 0)
{
    /// <summary>Blocks in all.</summary>
    public long Blocks { get; } = blocks;

    /// <summary>Tokens of a block.</summary>
    public int BlockTokens { get; } = blockTokens;

    /// <summary>Blocks taken.</summary>
    public long Used { get; private set; }

    /// <summary>Blocks left.</summary>
    public long Free => Blocks - Used;

    /// <summary>The blocks of a sequence.</summary>
    /// <param name="tokens">Its tokens in the cache.</param>
    /// <returns>Blocks.</returns>
    public long Needed(long tokens) => constantBlocks + ((tokens + BlockTokens - 1) / BlockTokens);

    /// <summary>Takes blocks.</summary>
    /// <param name="count">How many.</param>
    /// <returns>False, and nothing taken, where fewer are left.</returns>
    public bool TryTake(long count)
    {
        if (count > Free)
        {
            return false;
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
}
