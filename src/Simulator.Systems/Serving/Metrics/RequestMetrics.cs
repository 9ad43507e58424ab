using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>What users see of a run, as it goes, in memory that does not grow with finished requests. Symbols and definitions: docs/metrics.md.</summary>
/// <param name="host">Host time of a request, which its client sees in front of the first token.</param>
/// <param name="objective">What users are promised.</param>
public sealed class RequestMetrics(HostTimes host = default, ServiceObjective objective = default)
{
    private const int Listed = 10;
    private readonly ServiceObjective promised = objective == default ? ServiceObjective.None : objective;
    private readonly List<string> rejections = [];
    private TimeIntegral inSystem;

    /// <summary>A request left, answered or rejected; with the time.</summary>
    public event Action<Sequence, double>? Left;

    /// <summary>Requests that reached the server.</summary>
    public long ArrivedCount { get; private set; }

    /// <summary>Requests answered.</summary>
    public long FinishedCount { get; private set; }

    /// <summary>Requests that can never be served.</summary>
    public long RejectedCount { get; private set; }

    /// <summary>Finished requests that kept the objective.</summary>
    public long Kept { get; private set; }

    /// <summary>Prompt tokens of the finished requests.</summary>
    public long PromptTokens { get; private set; }

    /// <summary>Tokens that the finished requests were answered with.</summary>
    public long OutputTokens { get; private set; }

    /// <summary>The last time at which anything happened, in seconds.</summary>
    public double EndSeconds { get; private set; }

    /// <summary>The first of the rejected requests, with reasons.</summary>
    public IReadOnlyList<string> Rejections => rejections;

    /// <summary>Time to first token of each finished request, in seconds.</summary>
    public LogHistogram Ttft { get; } = new();

    /// <summary>Time per output token of each finished request of two tokens or more, in seconds.</summary>
    public LogHistogram Tpot { get; } = new();

    /// <summary>Time between tokens, in seconds.</summary>
    public LogHistogram Interval { get; } = new();

    /// <summary>End-to-end latency of each finished request, in seconds.</summary>
    public LogHistogram Latency { get; } = new();

    /// <summary>Time of each finished request in the system, in seconds.</summary>
    public LogHistogram Sojourn { get; } = new();

    /// <summary>Requests in the system, averaged over the run.</summary>
    public double MeanInSystem => EndSeconds > 0 ? inSystem.Area / EndSeconds : 0;

    /// <summary>A request reached the server.</summary>
    /// <param name="seconds">When.</param>
    public void Arrived(double seconds)
    {
        ArrivedCount++;
        inSystem.Change(seconds, +1);
        EndSeconds = Math.Max(EndSeconds, seconds);
    }

    /// <summary>A request was rejected, as it arrived or later.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="reason">Why.</param>
    /// <param name="seconds">When.</param>
    public void Rejected(Sequence sequence, string reason, double seconds)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        RejectedCount++;
        inSystem.Change(seconds, -1);
        if (rejections.Count < Listed)
        {
            var (arrived, shape) = sequence.Arrival;
            rejections.Add(FormattableString.Invariant($"request at {arrived:0.###} s with {shape.InputTokens} + {shape.OutputTokens} tokens: {reason}"));
        }

        Left?.Invoke(sequence, seconds);
    }

    /// <summary>A request is answered.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="end">When its last token was ready, in seconds.</param>
    public void Finished(Sequence sequence, double end)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var (seconds, shape) = sequence.Arrival;
        var each = shape.OutputTokens > 1 ? (end - sequence.FirstTokenSeconds) / (shape.OutputTokens - 1) : double.NaN;
        var first = sequence.FirstTokenSeconds - seconds + host.RequestSeconds(shape.InputTokens, double.IsNaN(each) ? 0 : each);
        FinishedCount++;
        PromptTokens += shape.InputTokens;
        OutputTokens += sequence.Generated;
        Ttft.Add(first);
        Latency.Add(end - seconds + host.RequestSeconds(shape.InputTokens, 0));
        Sojourn.Add(end - seconds);
        if (!double.IsNaN(each))
        {
            Tpot.Add(each);
        }

        if (first <= promised.TtftSeconds && !(each > promised.TpotSeconds))
        {
            Kept++;
        }

        inSystem.Change(end, -1);
        EndSeconds = Math.Max(EndSeconds, end);
        Left?.Invoke(sequence, end);
    }

    /// <summary>Ends the measurement.</summary>
    /// <param name="seconds">When.</param>
    public void Close(double seconds)
    {
        EndSeconds = Math.Max(EndSeconds, seconds);
        inSystem.Change(EndSeconds, 0);
    }
}
