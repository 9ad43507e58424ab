using System.Collections.Immutable;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Fleets;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>The results of a fleet's run. Symbols and definitions: docs/metrics.md.</summary>
public sealed record FleetResult
{
    /// <summary>All engines that were simulated, together.</summary>
    public required ServingResult Total { get; init; }

    /// <summary>The pools, in the order in which requests pass through them.</summary>
    public required ImmutableArray<PoolResult> Pools { get; init; }

    /// <summary>Transfers of KV caches between pools; null where there are none.</summary>
    public TransferResult? Transfer { get; init; }

    /// <summary>Engines of the fleet over engines simulated, at least 1: what counts and rates are multiplied with.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Rows of a trace that were no requests; null where no trace was read.</summary>
    public RejectedRows? LeftOut { get; init; }

    /// <summary>Finished requests per second of the whole fleet.</summary>
    public double RequestsPerSecond => Scale * Total.RequestsPerSecond;

    /// <summary>Output tokens per second of finished requests, of the whole fleet.</summary>
    public double OutputTokensPerSecond => Scale * Total.OutputTokensPerSecond;

    /// <summary>Finished requests per second that kept the objective, of the whole fleet.</summary>
    public double Goodput => Scale * Total.Goodput;

    /// <summary>GPUs times the seconds for which replicas of the whole fleet held them.</summary>
    public double GpuSeconds => Scale * Pools.Sum(p => p.GpuSeconds);

    /// <summary>GPUs that replicas of the whole fleet held, averaged over the run.</summary>
    public double MeanGpus => Total.Seconds > 0 ? GpuSeconds / Total.Seconds : Scale * Pools.Sum(p => p.Replicas * p.GpusPerReplica);

    internal static FleetResult Of(ServingFleet fleet, double seconds)
    {
        var (pools, stages) = (fleet.Pools, fleet.Transfers?.Stage);
        var waiting = pools.Sum(p => p.Engines.Sum(e => e.Engine.Waiting));
        var inside = pools.Sum(p => p.Stage.Inside) + (stages?.Inside ?? 0);
        return new FleetResult
        {
            Total = ServingResult.Of(fleet.Requests, [.. pools.SelectMany(p => p.Measures)], waiting, (int)(inside - waiting)),
            Pools = [.. pools.Select(p => PoolResult.Of(p, seconds))],
            Transfer = TransferResult.Of(fleet.Transfers, seconds),
        };
    }
}
