using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Clusters;

/// <summary>GPUs joined into nodes, and nodes into a cluster. Read from <c>configs/systems/ID.yaml</c>.</summary>
public sealed record SystemDescription
{
    /// <summary>The identifier, equal to the file's name without its extension, such as <c>hgx-h100</c>.</summary>
    [Field("id")] public required string Id { get; init; }

    /// <summary>The product's name.</summary>
    [Field("name")] public required string Name { get; init; }

    /// <summary>The GPU in every socket.</summary>
    [Field("gpu", Reference = true)] public required GpuDescription Gpu { get; init; }

    /// <summary>Nodes in the cluster.</summary>
    [Field("nodes", Minimum = 1, Maximum = 1e6)] public required int Nodes { get; init; }

    /// <summary>The network between the GPUs of one node (of one rack, for NVL72).</summary>
    [Field("scale_up")] public required ScaleUpDescription ScaleUp { get; init; }

    /// <summary>The network between nodes; null for a single node.</summary>
    [Field("scale_out")] public ScaleOutDescription? ScaleOut { get; init; }

    /// <summary>GPUs of all nodes together.</summary>
    public int TotalGpus => (int)Math.Min((long)ScaleUp.Gpus * Nodes, int.MaxValue);

    /// <summary>True where the system was not read from a file but derived from the GPU's own links.</summary>
    public bool Derived { get; init; }

    /// <summary>Where each value comes from, by the key's path (<c>scale_up.bandwidth</c>); the GPU's are in its own description.</summary>
    public ImmutableDictionary<string, ValueSource> Sources { get; init; } = ImmutableDictionary<string, ValueSource>.Empty;
}
