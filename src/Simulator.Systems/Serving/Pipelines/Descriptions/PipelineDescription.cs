using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Descriptions;

namespace Simulator.Systems.Serving.Pipelines.Descriptions;

/// <summary>A system of models and the requests that it gets, as <c>configs/pipelines/NAME.yaml</c> states them.</summary>
public sealed record PipelineDescription : ArrivalDescription
{
    /// <summary>What it is.</summary>
    [Field("name")] public string? Name { get; init; }

    /// <summary>The pools of GPUs.</summary>
    [Field("pools")] public IReadOnlyDictionary<string, PoolDescription> Pools { get; init; } = ImmutableDictionary<string, PoolDescription>.Empty;

    /// <summary>The models on them.</summary>
    [Field("engines")] public IReadOnlyDictionary<string, EngineDescription> Engines { get; init; } = ImmutableDictionary<string, EngineDescription>.Empty;

    /// <summary>The calls of a request.</summary>
    [Field("nodes")] public required IReadOnlyDictionary<string, NodeDescription> Nodes { get; init; }

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

    /// <summary>What users are promised.</summary>
    public LatencyObjective Objective => new(SloSeconds ?? double.PositiveInfinity, SloShare);

    /// <summary>Replicas of each pool.</summary>
    public ImmutableArray<int> Replicas => [.. Pools.Values.Select(p => p.Replicas)];

    /// <summary>The requests.</summary>
    /// <returns>The requests, from the start.</returns>
    /// <exception cref="InputException">Their description contradicts itself, or the trace cannot be used.</exception>
    public IArrivals ToArrivals() => Plan(ArrivalPlan.LengthsOf(Input, InputP99, 1, null, 1)).Create();
}
