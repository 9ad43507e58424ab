using Simulator.Workloads.Memory;

namespace Simulator.Systems.Serving.Memory;

/// <summary>
/// How the KV cache of a model is cut into blocks. A block holds <see cref="BlockTokens"/> tokens of the layers that see all tokens (attention, latent
/// attention). What a sequence keeps whatever its length, the windows of sliding-window layers and the states of recurrent ones, is counted in blocks
/// of the same bytes and held from its admission on.
/// </summary>
public sealed record KvLayout
{
    /// <summary>Tokens of a block, at least 1.</summary>
    public required int BlockTokens { get; init; }

    /// <summary>Bytes of a block on one rank; 0 where it does not matter.</summary>
    public double BlockBytes { get; init; }

    /// <summary>Blocks of every sequence, whatever its length.</summary>
    public int ConstantBlocks { get; init; }

    /// <summary>Whether further tokens take further blocks: false where every layer has a window or a state.</summary>
    public bool Grows { get; init; } = true;

    /// <summary>Blocks that the windowed layers' part of one block's tokens takes, where it is kept for later prompts.</summary>
    public double WindowBlocks { get; init; }

    /// <summary>Blocks of a snapshot of the recurrent states; 0 where there are none.</summary>
    public int SnapshotBlocks { get; init; }

    /// <summary>The layout of a model's cache.</summary>
    /// <param name="cache">What a sequence keeps on one rank.</param>
    /// <param name="blockTokens">Tokens of a block, at least 1.</param>
    /// <returns>The layout.</returns>
    public static KvLayout Of(KvCache cache, int blockTokens)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var token = cache.BytesPerToken > 0 ? cache.BytesPerToken : cache.FirstTokenBytes > 0 ? cache.FirstTokenBytes : cache.StateBytes / blockTokens;
        var block = token * blockTokens;
        var constant = cache.StateBytes + cache.CrossBytes + cache.Windows.Sum(w => w.BytesPerToken * w.Window);
        return new KvLayout
        {
            BlockTokens = blockTokens,
            BlockBytes = block,
            ConstantBlocks = (int)Math.Ceiling(constant / block),
            Grows = cache.BytesPerToken > 0,
            WindowBlocks = cache.Windows.Sum(w => w.BytesPerToken) / token,
            SnapshotBlocks = (int)Math.Ceiling(cache.StateBytes / block),
        };
    }

    /// <summary>The blocks of a sequence.</summary>
    /// <param name="tokens">Its tokens in the cache.</param>
    /// <returns>Blocks.</returns>
    public long Needed(long tokens) => ConstantBlocks + Growing(tokens);

    /// <summary>The blocks of tokens in layers that see all of them.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <returns>Blocks.</returns>
    public long Growing(long tokens) => Grows ? (tokens + BlockTokens - 1) / BlockTokens : 0;
}
