using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Pipelines.Descriptions;

/// <summary>A system of models and the requests that it gets, as <c>configs/pipelines/NAME.yaml</c> states them.</summary>
public sealed record PipelineDescription
{
    /// <summary>What it is.</summary>
    [Field("name")] public string? Name { get; init; }

    /// <summary>The pools of GPUs.</summary>
    [Field("pools")] public IReadOnlyDictionary<string, PoolDescription> Pools { get; init; } = ImmutableDictionary<string, PoolDescription>.Empty;

    /// <summary>The models on them.</summary>
    [Field("engines")] public IReadOnlyDictionary<string, EngineDescription> Engines { get; init; } = ImmutableDictionary<string, EngineDescription>.Empty;

    /// <summary>The calls of a request.</summary>
    [Field("nodes")] public required IReadOnlyDictionary<string, NodeDescription> Nodes { get; init; }

    /// <summary>Clients of a closed loop; or <see cref="Rate"/> or <see cref="Trace"/>.</summary>
    [Field("concurrency", Minimum = 1, Maximum = 1e7)] public int? Concurrency { get; init; }

    /// <summary>Requests per second of a random process; or <see cref="Concurrency"/> or <see cref="Trace"/>.</summary>
    [Field("rate", Minimum = 1e-6, Maximum = 1e9)] public double? Rate { get; init; }

    /// <summary>Standard deviation of the random process's intervals over their mean: 1 is a Poisson process, more are bursts.</summary>
    [Field("burstiness", Minimum = 0, Maximum = 100)] public double Burstiness { get; init; } = 1;

    /// <summary>The highest rate of the day over its mean; the run begins at the lowest. Default: the rate is constant.</summary>
    [Field("peak", Minimum = 1, Maximum = 2)] public double? Peak { get; init; }

    /// <summary>The length of a day. Default: 24 h.</summary>
    [Field("period", Dimension.Seconds)] public double PeriodSeconds { get; init; } = 86400;

    /// <summary>A recorded trace, of which times and prompts are used; or <see cref="Concurrency"/> or <see cref="Rate"/>.</summary>
    [Field("trace")] public string? Trace { get; init; }

    /// <summary>What the trace's times are multiplied by: 0.5 is twice the rate.</summary>
    [Field("time_scale", Minimum = 1e-6, Maximum = 1e6)] public double TimeScale { get; init; } = 1;

    /// <summary>Requests in all. Default: ten per client, 1000, or the whole trace.</summary>
    [Field("requests", Minimum = 1)] public int? Requests { get; init; }

    /// <summary>The request's own tokens; the mean where a percentile is given.</summary>
    [Field("input", Minimum = 1, Maximum = 1e9)] public int Input { get; init; } = 256;

    /// <summary>The 99th percentile of log-normal requests. Default: they are constant.</summary>
    [Field("input_p99", Minimum = 1)] public int? InputP99 { get; init; }

    /// <summary>When to end at the latest, in simulated time. Default: when all are answered.</summary>
    [Field("duration", Dimension.Seconds)] public double? DurationSeconds { get; init; }

    /// <summary>The longest end-to-end latency that counts for goodput.</summary>
    [Field("slo", Dimension.Seconds)] public double? SloSeconds { get; init; }

    /// <summary>The part of the requests that must keep it.</summary>
    [Field("slo_share", Maximum = 1)] public double SloShare { get; init; } = 0.95;

    /// <summary>The seed of all chance.</summary>
    [Field("seed", Minimum = 0)] public int Seed { get; init; } = 1;

    /// <summary>What users are promised.</summary>
    public LatencyObjective Objective => new(SloSeconds ?? double.PositiveInfinity, SloShare);

    /// <summary>Replicas of each pool.</summary>
    public ImmutableArray<int> Replicas => [.. Pools.Values.Select(p => p.Replicas)];

    /// <summary>The requests.</summary>
    /// <returns>The requests, from the start.</returns>
    /// <exception cref="InputException">Their description contradicts itself, or the trace cannot be used.</exception>
    public IArrivals ToArrivals() => new ArrivalPlan
    {
        Concurrency = Concurrency,
        PerSecond = Rate,
        Trace = Trace,
        TimeScale = TimeScale,
        Burstiness = Burstiness,
        PeakToMean = Peak,
        PeriodSeconds = PeriodSeconds,
        Requests = Requests,
        Lengths = ArrivalPlan.LengthsOf(Input, InputP99, 1, null, 1),
        Seed = (ulong)Seed,
    }.Create();
}
