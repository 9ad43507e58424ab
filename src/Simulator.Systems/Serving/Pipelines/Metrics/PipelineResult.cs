using System.Collections.Immutable;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Pipelines.Metrics;

/// <summary>The results of a run of a system of models. Symbols and definitions: docs/pipelines.md.</summary>
public sealed record PipelineResult
{
    /// <summary>Simulated time.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests that came: those finished, rejected, and in the system at the end together.</summary>
    public required long Arrived { get; init; }

    /// <summary>Requests whose nodes are all done.</summary>
    public required long Finished { get; init; }

    /// <summary>Requests of which a call can never be answered.</summary>
    public required long Rejected { get; init; }

    /// <summary>The first of those, with reasons.</summary>
    public required ImmutableArray<string> Rejections { get; init; }

    /// <summary>Finished requests within the objective.</summary>
    public required long Kept { get; init; }

    /// <summary>Calls made.</summary>
    public required long Calls { get; init; }

    /// <summary>End-to-end latency, in seconds.</summary>
    public required Distribution Latency { get; init; }

    /// <summary>The latency at the fraction of requests that must keep the objective, in seconds; NaN where none finished.</summary>
    public required double LatencyAtShare { get; init; }

    /// <summary>Mean requests in the system.</summary>
    public required double MeanInSystem { get; init; }

    /// <summary>The nodes, in their order.</summary>
    public required ImmutableArray<NodeResult> Nodes { get; init; }

    /// <summary>The pools, in their order.</summary>
    public required ImmutableArray<PipelinePoolResult> Pools { get; init; }

    /// <summary>Requests in the system at the end.</summary>
    public long Left => Arrived - Finished - Rejected;

    /// <summary>Finished requests per second.</summary>
    public double RequestsPerSecond => Finished / Seconds;

    /// <summary>Requests within the objective per second.</summary>
    public double Goodput => Kept / Seconds;

    /// <summary>The part of the requests that came and were answered within the objective.</summary>
    public double KeptShare => Arrived > 0 ? (double)Kept / Arrived : 0;

    /// <summary>GPUs of all pools.</summary>
    public int Gpus => Pools.Sum(p => p.Gpus);

    /// <summary>What all GPUs cost per hour; null without pools, or where one has no price.</summary>
    public double? DollarsPerHour => !Pools.IsEmpty && Pools.All(p => p.DollarsPerHour is not null) ? Pools.Sum(p => p.DollarsPerHour) : null;

    /// <summary>What 1000 finished requests cost; null where a pool has no price.</summary>
    public double? DollarsPerThousand => DollarsPerHour is { } dollars && Finished > 0 ? 1000 * dollars / 3600 / RequestsPerSecond : null;
}
