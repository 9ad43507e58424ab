using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

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

    /// <summary>
    /// Whether a request is admitted only where the cache has room for its whole answer beside those of all admitted ones, so that none is ever preempted
    /// (TensorRT-LLM's <c>GUARANTEED_NO_EVICT</c>); else as soon as its prompt fits.
    /// </summary>
    public bool ReserveAnswers { get; init; }

    /// <summary>
    /// Whether the memory fraction is one of what weights, activations and runtime leave (TensorRT-LLM's <c>free_gpu_memory_fraction</c>); else they count
    /// against it.
    /// </summary>
    public bool FractionOfFree { get; init; }

    /// <summary>
    /// Decode steps between two looks at the requests that have come (SGLang's <c>--scheduler-recv-interval</c>), at least 1; after a step with prompts,
    /// and where nothing runs, an engine looks at once.
    /// </summary>
    public int ReceiveSteps { get; init; } = 1;

    /// <summary>
    /// Steps for which prompts wait at most, while sequences decode, for others to share their step (TensorRT-LLM's <c>batch_wait_timeout_iters</c>); 0 for
    /// none.
    /// </summary>
    public int BatchWaitSteps { get; init; }

    /// <summary>
    /// Steps for which prompts are held back at most until each data-parallel group has one (TensorRT-LLM's <c>attention_dp_config</c>); 0 for none.
    /// </summary>
    public int BalanceSteps { get; init; }

    /// <summary>The part of the token budget that ends such a wait, from 0 to 1 (<c>batch_wait_max_tokens_ratio</c>).</summary>
    public double BatchWaitFill { get; init; } = 1;

    /// <summary>
    /// Most tokens of a step with prompts whose kernels are replayed from captured graphs, piece by piece between the attention kernels; larger ones are
    /// launched kernel by kernel.
    /// </summary>
    public int GraphTokens { get; init; }

    /// <summary>What the host takes.</summary>
    public HostTimes Host { get; init; }

    /// <summary>The time of a step with the host's part.</summary>
    /// <param name="load">What it computes.</param>
    /// <param name="gpuSeconds">The GPU's part.</param>
    /// <param name="kernels">Kernels of a step: the host launches them one by one where it holds prompts and more than <see cref="GraphTokens"/>.</param>
    /// <returns>Seconds.</returns>
    public double StepSeconds(in StepLoad load, double gpuSeconds, double kernels) =>
        Host.StepSeconds(gpuSeconds, load.DecodeBatch + load.Prompts, load.Prompts == 0 || load.Tokens <= GraphTokens ? 0 : kernels);
}
