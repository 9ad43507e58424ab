using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>What one engine did, and what it tells of requests on their way to <see cref="RequestMetrics"/>.</summary>
/// <param name="requests">Measures the requests of all engines.</param>
public sealed class EngineMetrics(RequestMetrics requests) : IEngineObserver
{
    private TimeIntegral queue;
    private TimeIntegral batch;
    private TimeIntegral blocks;
    private readonly List<TierUse> tiers = [];
    private long admitted;
    private long cached;

    /// <summary>Steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Preemptions.</summary>
    public long Preemptions { get; private set; }

    /// <summary>Prompt tokens computed, those recomputed after a preemption included.</summary>
    public long ComputedPromptTokens { get; private set; }

    /// <summary>Time in which a step ran.</summary>
    public double BusySeconds { get; private set; }

    /// <summary>Time that the GPU took of the steps.</summary>
    public double GpuSeconds { get; private set; }

    /// <summary>Time that the host took of the steps, beside the GPU or after it.</summary>
    public double HostSeconds { get; private set; }

    /// <summary>What the prefix cache saved.</summary>
    public CacheUse Cache => new(admitted, cached, [.. tiers]);

    /// <summary>Preemptions by swap.</summary>
    public SwapUse Swaps { get; private set; }

    /// <summary>What speculative decoding yielded.</summary>
    public SpeculationUse Speculation { get; private set; }

    /// <summary>How steps were launched.</summary>
    public LaunchUse Launches { get; private set; }

    /// <summary>Waiting requests times the seconds of the steps during which they waited.</summary>
    public double QueueSeconds => queue.Area;

    /// <summary>Sequences of steps times their seconds.</summary>
    public double BatchSeconds => batch.Area;

    /// <summary>Blocks of the KV cache taken, times the seconds of the steps.</summary>
    public double BlockSeconds => blocks.Area;

    /// <summary>Most requests waiting.</summary>
    public long LargestQueue => (long)queue.Largest;

    /// <summary>Most sequences of a step.</summary>
    public long LargestBatch => (long)batch.Largest;

    /// <summary>Most blocks of the KV cache taken.</summary>
    public long LargestBlocks => (long)blocks.Largest;

    /// <inheritdoc/>
    public void Rejected(Sequence sequence, string reason, double seconds) => requests.Rejected(sequence, reason, seconds);

    /// <inheritdoc/>
    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks)
    {
        Steps++;
        BusySeconds += end - start;
        ComputedPromptTokens += load.PromptTokens;
        queue.Hold(end - start, waiting);
        batch.Hold(end - start, load.DecodeBatch + load.Prompts);
        blocks.Hold(end - start, usedBlocks);
        var (eager, piecewise) = (load.Launch == StepLaunch.Eager ? 1 : 0, load.Launch == StepLaunch.Piecewise ? 1 : 0);
        Launches = Launches.Plus(new LaunchUse(eager, piecewise, load.Tokens, load.Padding));
    }

    /// <inheritdoc/>
    public void Timed(double gpuSeconds, double hostSeconds)
    {
        GpuSeconds += gpuSeconds;
        HostSeconds += hostSeconds;
    }

    /// <inheritdoc/>
    public void Admitted(Sequence sequence, int tokens, int cachedTokens)
    {
        admitted += tokens;
        cached += cachedTokens;
    }

    /// <inheritdoc/>
    public void Decoded(int sequences, long tokens) => Speculation = Speculation.Plus(new SpeculationUse(sequences, tokens));

    /// <inheritdoc/>
    public void Transferred(in KvTransfer transfer)
    {
        var (tier, bytes) = (transfer.Tier, transfer.Bytes);
        switch (transfer.Kind)
        {
            case TransferKind.Load:
                Count(new TierUse(tier, 1, transfer.Tokens, bytes, transfer.End - transfer.Start, 0));
                break;
            case TransferKind.Write:
                Count(new TierUse(tier, 0, 0, 0, 0, bytes));
                break;
            case TransferKind.SwapOut:
                Swaps = Swaps.Plus(new SwapUse(1, 0, bytes));
                break;
            default:
                Swaps = Swaps.Plus(new SwapUse(0, 1, bytes));
                break;
        }
    }

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences) => requests.Interval.Add(seconds, sequences);

    /// <inheritdoc/>
    public void Preempted() => Preemptions++;

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end) => requests.Finished(sequence, end);

    private void Count(TierUse use)
    {
        var index = tiers.FindIndex(t => t.Name == use.Name);
        if (index < 0)
        {
            tiers.Add(use);
        }
        else
        {
            tiers[index] = tiers[index].Plus(use);
        }
    }
}
