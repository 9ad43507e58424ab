using System.Collections.Immutable;
using Simulator.Exploration.Expressions;

namespace Simulator.Exploration.Metrics;

/// <summary>A figure of a design whatever it computes, such as its <c>area</c>.</summary>
/// <param name="Name">Its name in experiments.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Of">Works it out.</param>
internal sealed record DesignMetric(string Name, UnitSignature Unit, Func<DesignSilicon, double> Of)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<DesignMetric> All { get; } =
    [
        new("area", UnitSignature.Of(BaseUnit.Metre, 2), s => s.Area.TotalSquareMetres),
        new("die_area", UnitSignature.Of(BaseUnit.Metre, 2), s => s.Area.OneDie),
        new("tdp", UnitSignature.Of(BaseUnit.Watt), s => s.TdpWatts),
        new("cost", UnitSignature.Of(BaseUnit.Dollar), s => s.Dollars),
    ];

    /// <summary>Finds a figure by name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The figure; null where there is none.</returns>
    public static DesignMetric? Find(string name) => All.FirstOrDefault(m => m.Name == name);
}
