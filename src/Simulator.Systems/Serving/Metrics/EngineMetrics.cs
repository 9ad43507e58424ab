using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>What one engine did, and what it tells of requests on their way to <see cref="RequestMetrics"/>.</summary>
/// <param name="requests">Measures the requests of all engines.</param>
public sealed class EngineMetrics(RequestMetrics requests) : IEngineObserver
{
    private TimeIntegral queue;
    private TimeIntegral batch;
    private TimeIntegral blocks;

    /// <summary>Steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Preemptions.</summary>
    public long Preemptions { get; private set; }

    /// <summary>Prompt tokens computed, those recomputed after a preemption included.</summary>
    public long ComputedPromptTokens { get; private set; }

    /// <summary>Time in which a step ran.</summary>
    public double BusySeconds { get; private set; }

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
    }

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences) => requests.Interval.Add(seconds, sequences);

    /// <inheritdoc/>
    public void Preempted() => Preemptions++;

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end) => requests.Finished(sequence, end);
}
