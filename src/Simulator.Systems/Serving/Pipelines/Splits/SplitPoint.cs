using System.Collections.Immutable;
using Simulator.Systems.Serving.Pipelines.Metrics;

namespace Simulator.Systems.Serving.Pipelines.Splits;

/// <summary>A split of GPUs over the pools, and what it gives.</summary>
/// <param name="Replicas">Replicas of each pool.</param>
/// <param name="Cost">What it costs: US dollars per hour where every pool has a price, else GPUs.</param>
/// <param name="Result">The results of its run.</param>
public sealed record SplitPoint(ImmutableArray<int> Replicas, double Cost, PipelineResult Result)
{
    /// <summary>Whether it is better for users: more requests within the objective, then a lower latency at the share that must keep it.</summary>
    /// <param name="other">The other split.</param>
    /// <returns>False where both are alike.</returns>
    public bool ServesBetterThan(SplitPoint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Result.KeptShare != other.Result.KeptShare
            ? Result.KeptShare > other.Result.KeptShare
            : Result.LatencyAtShare < other.Result.LatencyAtShare;
    }
}
