using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Serving.Engines;

/// <summary>How an engine batches.</summary>
public sealed record EngineSettings
{
    /// <summary>Which phases of a request it serves.</summary>
    public EngineRole Role { get; init; } = EngineRole.Whole;

    /// <summary>What it does with prompts that wait while sequences decode.</summary>
    public SchedulerPolicy Policy { get; init; } = SchedulerPolicy.Mixed;

    /// <summary>Most tokens of one step, at least 1.</summary>
    public int TokenBudget { get; init; } = 8192;

    /// <summary>Most sequences in flight, at least 1.</summary>
    public int MaxSequences { get; init; } = 1024;

    /// <summary>
    /// Whether a prompt may be divided over steps; else it waits for a step that takes all of it, and one over the budget has a step of its own.
    /// </summary>
    public bool ChunkedPrefill { get; init; } = true;

    /// <summary>Tokens of a block of the KV cache, at least 1.</summary>
    public int BlockTokens { get; init; } = 16;

    /// <summary>Longest sequence, prompt and answer together, in tokens.</summary>
    public long MaxTokens { get; init; } = long.MaxValue;

    /// <summary>What becomes of the cache of a preempted sequence.</summary>
    public PreemptionPolicy Preemption { get; init; }

    /// <summary>Where preempted sequences go under <see cref="PreemptionPolicy.Swap"/>; null for nowhere.</summary>
    public SwapSettings? Swap { get; init; }

    /// <summary>How computed prefixes are kept for later prompts; null where they are not.</summary>
    public PrefixSettings? Prefixes { get; init; }

    /// <summary>Speculative decoding; null where every step yields one token.</summary>
    public Speculation? Speculation { get; init; }

    /// <summary>The sizes of CUDA graphs; null for a graph of every size.</summary>
    public CapturedGraphs? Graphs { get; init; }

    /// <summary>What the host takes.</summary>
    public HostTimes Host { get; init; }
}
