using System.Collections.Immutable;
using Simulator.Workloads.Models.Parameters;

namespace Simulator.Workloads.Precisions;

/// <summary>A component that stays unquantised, in all layers or in some.</summary>
/// <param name="Component">The component.</param>
/// <param name="Layers">Indices of the layers, from 0, in order; empty for all of them.</param>
public sealed record QuantisationExclusion(WeightComponent Component, ImmutableArray<int> Layers)
{
    /// <summary>Whether it covers a component in a layer.</summary>
    /// <param name="component">The component.</param>
    /// <param name="layer">The layer's index from 0; null for what stands outside the layers.</param>
    /// <returns>True where it does.</returns>
    public bool Covers(WeightComponent component, int? layer) =>
        component == Component && (Layers.IsEmpty || (layer is { } index && Layers.BinarySearch(index) >= 0));
}
