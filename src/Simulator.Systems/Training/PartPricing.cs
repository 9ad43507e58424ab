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
    /// <summary>Bytes of a weight, or of its gradient, in exchanges of sharded weights.</summary>
    internal const double BytesPerWeight = 2;

    private readonly TrainingParallelism p = request.Parallelism;
    private readonly LayerTraceBuilder builder = new(request.Model, request.Recipe, request.Slice);

    /// <summary>Layers met before, by identity: layers that are alike are mostly the same.</summary>
    private readonly Dictionary<LayerDescription, (GemmPrecision Products, LayerCost Cost, StageParameters Parameters)> known =
        new(ReferenceEqualityComparer.Instance);

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
            Add(cache.Get(("embedding", null, null), () => pricing.Price(builder.Embedding())), Recomputation.None, StageParameters.OfEmbedding(model, p));
        for (var i = range.Start.Value; i < range.End.Value; i++)
        {
            var (layer, products) = (model.Layers[i], request.Recipe.OfLayer(i, count));
            var again = request.Recompute == Recomputation.Full && i - range.Start.Value >= (request.RecomputedLayers ?? int.MaxValue)
                ? Recomputation.None
                : request.Recompute;
            if (!known.TryGetValue(layer, out var found) || found.Products != products)
            {
                var cost = cache.Get(("layer", layer, products), () => pricing.Price(builder.Layer(layer, products)));
                known[layer] = found = (products, cost, cache.Parameters(layer, () => StageParameters.OfLayer(model, p, layer)));
            }

            Add(found.Cost, again, found.Parameters);
        }

        if (last)
            Add(cache.Get(("head", null, null), () => pricing.Price(builder.Head())), Recomputation.None, StageParameters.OfHead(model, p, alone: !first));
        return Sum(layers.ToImmutable(), weights);

        void Add(LayerCost cost, Recomputation again, StageParameters parameters)
        {
            layers.Add(new PartLayer(cost, again));
            weights.Add(parameters);
        }
    }

    private PartCost Sum(ImmutableArray<PartLayer> layers, List<StageParameters> weights)
    {
        var parameters = new StageParameters(weights.Sum(w => w.Dense), weights.Sum(w => w.Experts), weights.Max(w => w.Largest));
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
