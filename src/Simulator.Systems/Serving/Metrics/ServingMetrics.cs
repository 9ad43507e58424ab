using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>Measures a run as it goes, in memory that does not grow with finished requests. Symbols and definitions: docs/metrics.md.</summary>
/// <param name="host">Host time of a request, which its client sees in front of the first token.</param>
/// <param name="objective">What users are promised.</param>
public sealed class ServingMetrics(HostTimes host = default, ServiceObjective objective = default) : IEngineObserver
{
    private const int Listed = 10;
    private readonly LogHistogram ttft = new();
    private readonly LogHistogram tpot = new();
    private readonly LogHistogram intervals = new();
    private readonly LogHistogram latency = new();
    private readonly LogHistogram sojourn = new();
    private readonly List<string> rejections = [];
    private readonly ServiceObjective promised = objective == default ? new ServiceObjective() : objective;
    private TimeIntegral inSystem;
    private TimeIntegral queue;
    private TimeIntegral batch;
    private TimeIntegral blocks;
    private long arrived, finished, rejected, kept, promptTokens, outputTokens, steps, preemptions, computed;
    private double busy, end;
    private int waiting, running;
    private int leaving;

    /// <summary>A request reached the server.</summary>
    /// <param name="seconds">When.</param>
    public void Arrived(double seconds)
    {
        arrived++;
        inSystem.Change(seconds, +1);
        end = Math.Max(end, seconds);
    }

    /// <inheritdoc/>
    public void Rejected(Sequence sequence, string reason)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        rejected++;
        inSystem.Change(sequence.Arrival.Seconds, -1);
        if (rejections.Count < Listed)
        {
            var (seconds, shape) = sequence.Arrival;
            rejections.Add(FormattableString.Invariant($"request at {seconds:0.###} s with {shape.InputTokens} + {shape.OutputTokens} tokens: {reason}"));
        }
    }

    /// <inheritdoc/>
    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks)
    {
        steps++;
        busy += end - start;
        computed += load.PromptTokens;
        queue.Hold(end - start, waiting);
        batch.Hold(end - start, load.DecodeBatch + load.Prompts);
        blocks.Hold(end - start, usedBlocks);
    }

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences) => intervals.Add(seconds, sequences);

    /// <inheritdoc/>
    public void Preempted() => preemptions++;

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var (seconds, shape) = sequence.Arrival;
        var each = shape.OutputTokens > 1 ? (end - sequence.FirstTokenSeconds) / (shape.OutputTokens - 1) : double.NaN;
        var first = sequence.FirstTokenSeconds - seconds + host.RequestSeconds(shape.InputTokens, double.IsNaN(each) ? 0 : each);
        finished++;
        leaving++;
        promptTokens += shape.InputTokens;
        outputTokens += sequence.Generated;
        ttft.Add(first);
        latency.Add(end - seconds + host.RequestSeconds(shape.InputTokens, 0));
        sojourn.Add(end - seconds);
        if (!double.IsNaN(each))
        {
            tpot.Add(each);
        }

        if (first <= promised.TtftSeconds && !(each > promised.TpotSeconds))
        {
            kept++;
        }

        inSystem.Change(end, -1);
        this.end = Math.Max(this.end, end);
    }

    /// <summary>Tells arrivals of the requests that have been answered since the last call.</summary>
    /// <param name="arrivals">Where requests come from.</param>
    public void TellOfLeaving(IArrivals arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        for (; leaving > 0; leaving--)
        {
            arrivals.Leave(end);
        }
    }

    /// <summary>Ends the measurement.</summary>
    /// <param name="seconds">When.</param>
    /// <param name="left">Requests that wait still.</param>
    /// <param name="inFlight">Requests that are being served still.</param>
    public void Close(double seconds, int left, int inFlight)
    {
        (end, waiting, running) = (Math.Max(end, seconds), left, inFlight);
        inSystem.Change(end, 0);
    }

    /// <summary>What was measured.</summary>
    /// <returns>The results so far.</returns>
    public ServingResult Result() => new()
    {
        Seconds = end,
        Arrived = arrived,
        Finished = finished,
        Rejected = rejected,
        Rejections = [.. rejections],
        Waiting = waiting,
        Running = running,
        Kept = kept,
        PromptTokens = promptTokens,
        OutputTokens = outputTokens,
        ComputedPromptTokens = computed,
        Steps = steps,
        Preemptions = preemptions,
        BusySeconds = busy,
        Ttft = Distribution.Of(ttft),
        Tpot = Distribution.Of(tpot),
        Interval = Distribution.Of(intervals),
        Latency = Distribution.Of(latency),
        MeanSojournSeconds = sojourn.Mean,
        MeanInSystem = Average(inSystem, end),
        MeanQueue = Average(queue, busy),
        LargestQueue = (long)queue.Largest,
        MeanBatch = Average(batch, busy),
        LargestBatch = (long)batch.Largest,
        MeanBlocks = Average(blocks, busy),
        LargestBlocks = (long)blocks.Largest,
    };

    private static double Average(TimeIntegral integral, double seconds) => seconds > 0 ? integral.Area / seconds : 0;
}
