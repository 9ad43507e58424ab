using System.Collections.Concurrent;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.Training;

/// <summary>Prices and parameters of layers by what they are. Safe for concurrent use.</summary>
internal sealed class LayerCostCache
{
    private readonly ConcurrentDictionary<(string Part, LayerDescription? Layer, GemmPrecision? Products), LayerCost> costs = new();

    private readonly ConcurrentDictionary<LayerDescription, StageParameters> parameters = new();

    internal StageParameters Parameters(LayerDescription layer, Func<StageParameters> count) => parameters.GetOrAdd(layer, _ => count());

    internal LayerCost Get((string Part, LayerDescription? Layer, GemmPrecision? Products) key, Func<LayerCost> price) => costs.GetOrAdd(key, _ => price());
}
