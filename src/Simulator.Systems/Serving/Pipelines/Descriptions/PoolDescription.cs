using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Systems.Serving.Pipelines.Descriptions;

/// <summary>A pool of GPUs of a system of models.</summary>
public sealed record PoolDescription
{
    /// <summary>The GPU: an id or a path; its default node. Or <see cref="System"/>.</summary>
    [Field("gpu")] public string? Gpu { get; init; }

    /// <summary>The node or cluster of each replica: an id or a path. Or <see cref="Gpu"/>.</summary>
    [Field("system")] public string? System { get; init; }

    /// <summary>GPUs of a replica: every model of the pool is divided over them by tensor parallelism.</summary>
    [Field("gpus", Minimum = 1, Maximum = 4096)] public int Gpus { get; init; } = 1;

    /// <summary>Replicas; each holds all models of the pool.</summary>
    [Field("replicas", Minimum = 1, Maximum = 4096)] public int Replicas { get; init; } = 1;

    /// <summary>The part of a GPU's memory that the models may use together.</summary>
    [Field("memory_fraction", Maximum = 1)] public double MemoryFraction { get; init; } = 0.9;

    /// <summary>What a GPU costs for an hour. Default: no money is counted.</summary>
    [Field("price", Dimension.Dollars)] public double? Price { get; init; }
}
