using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Models.Parameters;

namespace Simulator.Workloads.Precisions;

/// <summary>The quantisation with which a model was published.</summary>
/// <param name="Precision">The precision of every matrix product that no exclusion names.</param>
/// <param name="Kv">The format of the KV cache; null where the file says nothing.</param>
/// <param name="Exclusions">What stays in bf16.</param>
public sealed record PublishedQuantisation(GemmPrecision Precision, NumberFormat? Kv, ImmutableArray<QuantisationExclusion> Exclusions)
{
    /// <summary>The precision of a component in a layer.</summary>
    /// <param name="component">The component.</param>
    /// <param name="layer">The layer's index from 0; null for what stands outside the layers.</param>
    /// <returns>bf16 where an exclusion covers it, else <see cref="Precision"/>.</returns>
    public GemmPrecision Of(WeightComponent component, int? layer) =>
        Exclusions.Any(e => e.Covers(component, layer)) ? GemmPrecisions.Bf16 : Precision;
}
