using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Memory;

/// <summary>What a sequence holds of one engine's KV cache: blocks of its own, and shared ones of its prefix.</summary>
/// <param name="content">What its tokens are; null where it shares none.</param>
/// <param name="longest">The tokens that it may come to hold.</param>
internal sealed class KvHolding(PromptContent? content, long longest)
{
    internal PromptContent? Content { get; } = content;

    internal long Longest { get; } = longest;

    /// <summary>Blocks of its own.</summary>
    internal long Blocks { get; set; }

    /// <summary>The last node of its prefix in the tree; null where it shares nothing.</summary>
    internal CachedBlock? Prefix { get; set; }

    /// <summary>Blocks that its prefix takes beyond the layers that see all tokens: snapshots, and windows that are kept.</summary>
    internal long Extra { get; set; }
}
