using System.Collections.Immutable;
using Simulator.Systems.Training.Overlap;
using Simulator.Workloads.Models;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces.Training;

namespace Simulator.Systems.Training;

/// <summary>Prices the parts of a step's pipeline; equal layers are priced once.</summary>
/// <param name="request">The step.</param>
/// <param name="pricing">Prices layers.</param>
/// <param name="cache">Prices of layers that other steps of the same model, microbatch and division within a stage share.</param>
internal sealed class PartPricing(TrainingRequest request, LayerPricing pricing, LayerCostCache cache)
{
    private const double BytesPerWeight = 2;
    private readonly TrainingParallelism p = request.Parallelism;
    private readonly LayerTraceBuilder builder = new(request.Model, request.Recipe, request.Slice);
    private readonly ShardedPass sharded = new(pricing.Gpu);

    internal ImmutableArray<PartCost> Price()
    {
        var ranges = StageLayout.Of(request);
        return [.. ranges.Select((range, i) => Price(range, i == 0, i == ranges.Count - 1))];
    }

    private PartCost Price(Range range, bool first, bool last)
    {
        var (model, count) = (request.Model, request.Model.Layers.Length);
        var layers = ImmutableArray.CreateBuilder<PartLayer>();
        var weights = new List<StageParameters>();
        if (first)
            Add(cache.Get(("embedding", null, null), () => pricing.Price(builder.Embedding())), Recomputation.None, [], true, false);
        for (var i = range.Start.Value; i < range.End.Value; i++)
        {
            var (layer, products) = (model.Layers[i], request.Recipe.OfLayer(i, count));
            var again = request.Recompute == Recomputation.Full && i - range.Start.Value >= (request.RecomputedLayers ?? int.MaxValue)
                ? Recomputation.None
                : request.Recompute;
            Add(cache.Get(("layer", layer, products), () => pricing.Price(builder.Layer(layer, products))), again, [layer], false, false);
        }

        if (last)
            Add(cache.Get(("head", null, null), () => pricing.Price(builder.Head())), Recomputation.None, [], false, true);
        return Sum(layers.ToImmutable(), weights, StageParameters.Of(model, p, model.Layers[range], first, last));

        void Add(LayerCost cost, Recomputation again, LayerDescription[] described, bool embedding, bool head)
        {
            layers.Add(new PartLayer(cost, again));
            weights.Add(StageParameters.Of(model, p, described, embedding, head));
        }
    }

    private PartCost Sum(ImmutableArray<PartLayer> layers, List<StageParameters> weights, StageParameters parameters)
    {
        double forward = layers.Sum(l => l.Cost.Forward.Seconds), again = layers.Sum(l => l.Again.Seconds);
        double backward = again + layers.Sum(l => l.Cost.Backward.Seconds), weight = layers.Sum(l => l.Cost.Weight.Seconds);
        var (before, gathered) = (forward + backward + weight, 0.0);
        if (p.Zero == 3 && p.Replicas > 1)
        {
            // A framework that is not fused copies gradients into the buffer that is reduced.
            var copies = weights.Select(w =>
                request.Framework.Fused || w.Total < 1 ? 0 : pricing.Seconds(new ElementwiseOperator(StreamPrecision.Bf16, (long)w.Total, 1))).ToArray();
            var exchanges = weights.Select(w => (Gather: Exchange(CollectiveKind.AllGather, w), Reduce: Exchange(CollectiveKind.ReduceScatter, w))).ToArray();
            forward = sharded.Seconds([.. layers.Select((l, i) => new ShardedLayer(l.Cost.Forward.Seconds, exchanges[i].Gather, 0))]);
            backward = sharded.Seconds(
            [
                .. layers.Select((l, i) => new ShardedLayer(
                    l.Again.Seconds + l.Cost.Backward.Seconds + l.Cost.Weight.Seconds + copies[i], exchanges[i].Gather, exchanges[i].Reduce)).Reverse(),
            ]);
            weight = 0;
            gathered = forward + backward - before;
        }

        // The host runs ahead from one pass to the next; over a microbatch it binds where its own time is longer.
        var device = forward + backward + weight;
        var host = layers.Sum(l => l.Cost.Forward.HostSeconds + l.Cost.Backward.HostSeconds + l.Cost.Weight.HostSeconds + l.Again.HostSeconds);
        var stretch = device > 0 ? Math.Max(1, host / device) : 1;
        return new PartCost(
            layers, parameters, forward * stretch, backward * stretch, weight * stretch, gathered, device * (stretch - 1),
            layers.Sum(l => l.KeptBytes),
            layers.Max(l => l.Cost.Trace.WorkingBytes + (l.Recompute == Recomputation.Full ? l.Cost.Trace.SavedBytes : 0)));
    }

    private double Exchange(CollectiveKind kind, StageParameters weights) =>
        pricing.Seconds(p.Over(kind, request, weights.Dense * BytesPerWeight, experts: false))
        + (weights.Experts > 0 ? pricing.Seconds(p.Over(kind, request, weights.Experts * BytesPerWeight, experts: true)) : 0);
}
