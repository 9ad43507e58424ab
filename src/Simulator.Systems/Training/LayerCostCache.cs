using System.Collections.Concurrent;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.Training;

/// <summary>Prices of layers by what they are. Safe for concurrent use.</summary>
internal sealed class LayerCostCache
{
    private readonly ConcurrentDictionary<(string Part, LayerDescription? Layer, GemmPrecision? Products), LayerCost> costs = new();

    internal LayerCost Get((string Part, LayerDescription? Layer, GemmPrecision? Products) key, Func<LayerCost> price) => costs.GetOrAdd(key, _ => price());
}
