using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>The results of a run. Symbols and definitions: docs/metrics.md.</summary>
public sealed record ServingResult
{
    /// <summary>Simulated time, T.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests that reached the server; those finished, rejected, waiting and running together.</summary>
    public required long Arrived { get; init; }

    /// <summary>Requests answered.</summary>
    public required long Finished { get; init; }

    /// <summary>Requests that can never be served.</summary>
    public required long Rejected { get; init; }

    /// <summary>The first of those, with reasons.</summary>
    public required ImmutableArray<string> Rejections { get; init; }

    /// <summary>Requests that waited at the end.</summary>
    public required int Waiting { get; init; }

    /// <summary>Requests that were being served at the end.</summary>
    public required int Running { get; init; }

    /// <summary>Finished requests that kept the objective.</summary>
    public required long Kept { get; init; }

    /// <summary>Prompt tokens of the finished requests.</summary>
    public required long PromptTokens { get; init; }

    /// <summary>Tokens that the finished requests were answered with.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Prompt tokens computed, those recomputed after a preemption included.</summary>
    public required long ComputedPromptTokens { get; init; }

    /// <summary>Steps of the engine.</summary>
    public required long Steps { get; init; }

    /// <summary>Preemptions.</summary>
    public required long Preemptions { get; init; }

    /// <summary>Time in which a step ran.</summary>
    public required double BusySeconds { get; init; }

    /// <summary>Time that GPUs took of the steps.</summary>
    public required double GpuSeconds { get; init; }

    /// <summary>Time that hosts took of the steps, beside the GPUs or after them.</summary>
    public required double HostSeconds { get; init; }

    /// <summary>What prefix caches saved.</summary>
    public required CacheUse Cache { get; init; }

    /// <summary>Preemptions by swap.</summary>
    public required SwapUse Swaps { get; init; }

    /// <summary>What speculative decoding yielded.</summary>
    public required SpeculationUse Speculation { get; init; }

    /// <summary>How steps were launched.</summary>
    public required LaunchUse Launches { get; init; }

    /// <summary>Time to first token, in seconds, as the client sees it.</summary>
    public required Distribution Ttft { get; init; }

    /// <summary>Time per output token after the first, in seconds: one value per request of two tokens or more.</summary>
    public required Distribution Tpot { get; init; }

    /// <summary>Time between tokens, in seconds: one value per token after the first.</summary>
    public required Distribution Interval { get; init; }

    /// <summary>End-to-end latency, in seconds, as the client sees it.</summary>
    public required Distribution Latency { get; init; }

    /// <summary>Mean time of finished requests in the engine, W.</summary>
    public required double MeanSojournSeconds { get; init; }

    /// <summary>Mean number of requests in the engine over the run, L.</summary>
    public required double MeanInSystem { get; init; }

    /// <summary>Mean number of waiting requests while steps ran.</summary>
    public required double MeanQueue { get; init; }

    /// <summary>Most requests waiting.</summary>
    public required long LargestQueue { get; init; }

    /// <summary>Mean sequences per step, over time.</summary>
    public required double MeanBatch { get; init; }

    /// <summary>Most sequences of a step.</summary>
    public required long LargestBatch { get; init; }

    /// <summary>Mean blocks of the KV cache taken while steps ran.</summary>
    public required double MeanBlocks { get; init; }

    /// <summary>Most blocks of the KV cache taken.</summary>
    public required long LargestBlocks { get; init; }

    /// <summary>The latencies' cumulative distributions.</summary>
    public required LatencyCurves Curves { get; init; }

    /// <summary>What was measured.</summary>
    /// <param name="requests">What users saw.</param>
    /// <param name="engines">What each engine did; at least one.</param>
    /// <param name="waiting">Requests that wait still.</param>
    /// <param name="running">Requests that are being served still.</param>
    /// <returns>The results. Queue, batch and blocks are averages over the time in which an engine's step ran.</returns>
    public static ServingResult Of(RequestMetrics requests, IReadOnlyList<EngineMetrics> engines, int waiting, int running)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var busy = engines.Sum(e => e.BusySeconds);
        return new ServingResult
        {
            Seconds = requests.EndSeconds,
            Arrived = requests.ArrivedCount,
            Finished = requests.FinishedCount,
            Rejected = requests.RejectedCount,
            Rejections = [.. requests.Rejections],
            Waiting = waiting,
            Running = running,
            Kept = requests.Kept,
            PromptTokens = requests.PromptTokens,
            OutputTokens = requests.OutputTokens,
            ComputedPromptTokens = engines.Sum(e => e.ComputedPromptTokens),
            Steps = engines.Sum(e => e.Steps),
            Preemptions = engines.Sum(e => e.Preemptions),
            BusySeconds = busy,
            GpuSeconds = engines.Sum(e => e.GpuSeconds),
            HostSeconds = engines.Sum(e => e.HostSeconds),
            Cache = engines.Aggregate(CacheUse.None, (all, e) => all.Plus(e.Cache)),
            Swaps = engines.Aggregate(default(SwapUse), (all, e) => all.Plus(e.Swaps)),
            Speculation = engines.Aggregate(default(SpeculationUse), (all, e) => all.Plus(e.Speculation)),
            Launches = engines.Aggregate(default(LaunchUse), (all, e) => all.Plus(e.Launches)),
            Ttft = Distribution.Of(requests.Ttft),
            Tpot = Distribution.Of(requests.Tpot),
            Interval = Distribution.Of(requests.Interval),
            Latency = Distribution.Of(requests.Latency),
            MeanSojournSeconds = requests.Sojourn.Mean,
            MeanInSystem = requests.MeanInSystem,
            MeanQueue = Average(e => e.QueueSeconds),
            LargestQueue = engines.Max(e => e.LargestQueue),
            MeanBatch = Average(e => e.BatchSeconds),
            LargestBatch = engines.Max(e => e.LargestBatch),
            MeanBlocks = Average(e => e.BlockSeconds),
            LargestBlocks = engines.Max(e => e.LargestBlocks),
            Curves = LatencyCurves.Of(requests),
        };

        double Average(Func<EngineMetrics, double> area) => busy > 0 ? engines.Sum(area) / busy : 0;
    }

    /// <summary>The part of the hosts' time for which GPUs waited: 0 where all of it ran beside them.</summary>
    public double ExposedHostSeconds => Math.Max(0, BusySeconds - GpuSeconds);

    /// <summary>Finished requests per second.</summary>
    public double RequestsPerSecond => Finished / Seconds;

    /// <summary>Output tokens per second of finished requests.</summary>
    public double OutputTokensPerSecond => OutputTokens / Seconds;

    /// <summary>Finished requests per second that kept the objective.</summary>
    public double Goodput => Kept / Seconds;

    /// <summary>Output tokens per second that one user sees: 1 over the mean time per output token.</summary>
    public double TokensPerSecondPerUser => 1 / Tpot.Mean;

    /// <summary>Little's law, L over λ·W minus 1: 0 up to rounding where nothing was left over or rejected.</summary>
    public double LittleDeviation => (MeanInSystem / (RequestsPerSecond * MeanSojournSeconds)) - 1;
}
