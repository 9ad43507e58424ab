using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Workloads.Models.Parameters;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>A component that stays unquantised, in a file of the catalogue.</summary>
public sealed record ExclusionFile
{
    /// <summary>The component.</summary>
    [Field("component")] public required WeightComponent Component { get; init; }

    /// <summary>Indices of the layers, from 0; all of them where the key is missing.</summary>
    [Field("layers", Minimum = 0)] public ImmutableArray<int> Layers { get; init; } = [];
}
