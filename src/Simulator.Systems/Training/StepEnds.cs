using Simulator.Hardware.Formats;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.Training;

/// <summary>
/// What stands at the ends of a step: exchange of gradients and weights, the update, casting the new weights. Of the stage where it takes longest.
/// </summary>
/// <param name="ExchangeExposed">Seconds of exchange that no pass hides.</param>
/// <param name="Optimizer">Seconds of the update and of casting the new weights.</param>
internal readonly record struct StepEnds(double ExchangeExposed, double Optimizer)
{
    /// <summary>Kernels that go over gradients and states for one update in an eager framework: norm, scale, and the steps of the update one by one.</summary>
    private const int EagerPasses = 3;

    internal static StepEnds Of(TrainingRequest request, LayerPricing pricing, IReadOnlyList<PartCost> parts)
    {
        var p = request.Parallelism;
        return Enumerable.Range(0, p.Pp)
            .Select(s => OfStage(request, pricing, [.. Enumerable.Range(0, p.Vp).Select(v => parts[(v * p.Pp) + s])]))
            .MaxBy(e => e.ExchangeExposed + e.Optimizer);
    }

    private static StepEnds OfStage(TrainingRequest request, LayerPricing pricing, PartCost[] parts)
    {
        var p = request.Parallelism;
        var optimizer = Updates(request, parts).Sum(pricing.Seconds);
        if (!Exchanges(p))
            return new StepEnds(0, optimizer);

        // Gradients go out behind the last microbatch's backward pass, layer by layer; weights come in ahead of the first one's forward pass.
        double forward = parts.Sum(c => c.ForwardSeconds), backward = parts.Sum(c => c.BackwardSeconds + c.WeightSeconds);
        var layers = Math.Max(1, parts.Sum(c => c.Layers.Length));
        return p.Zero == 0
            ? new StepEnds(Exposed(backward, Both(CollectiveKind.AllReduce, request.GradientFormat)), optimizer)
            : new StepEnds(
                Exposed(backward, Both(CollectiveKind.ReduceScatter, request.GradientFormat)) + Exposed(forward, Both(CollectiveKind.AllGather,
                    NumberFormats.Bf16)),
                optimizer);

        double Both(CollectiveKind kind, NumberFormat format) => Exchange(request, parts, kind, format).Sum(pricing.Seconds);

        // One layer's share has nothing to run beside.
        double Exposed(double beside, double exchange) => pricing.Gpu.Exposed(beside, exchange * (layers - 1) / layers) + (exchange / layers);
    }

    /// <summary>The operators at the ends of a stage's step, exchanges included.</summary>
    internal static IEnumerable<Operator> Operators(TrainingRequest request, PartCost[] parts)
    {
        var p = request.Parallelism;
        IEnumerable<Operator> exchanges = !Exchanges(p) ? []
            : p.Zero == 0 ? Exchange(request, parts, CollectiveKind.AllReduce, request.GradientFormat)
            : Exchange(request, parts, CollectiveKind.ReduceScatter, request.GradientFormat)
                .Concat(Exchange(request, parts, CollectiveKind.AllGather, NumberFormats.Bf16));
        return Updates(request, parts).Concat(exchanges);
    }

    private static bool Exchanges(TrainingParallelism p) => p.Zero < 3 && Math.Max(p.Replicas, p.ExpertReplicas) > 1;

    /// <summary>The update, and the cast of the new weights where they are kept in a narrow format.</summary>
    private static IEnumerable<Operator> Updates(TrainingRequest request, PartCost[] parts)
    {
        var p = request.Parallelism;
        double dense = parts.Sum(c => c.Parameters.Dense), experts = parts.Sum(c => c.Parameters.Experts);
        var updated = p.Zero >= 1 ? (dense / p.Replicas) + (experts / p.ExpertReplicas) : dense + experts;
        yield return new OptimizerOperator(
            new(request.GradientFormat, NumberFormats.Bf16), Math.Max(1, (long)updated), request.StateBytes, request.Framework.Fused ? 1 : EagerPasses);
        if (request.Recipe.IsNarrow && p.Zero < 3)
            yield return Cast(request.Recipe, dense + experts);
    }

    private static IEnumerable<CollectiveOperator> Exchange(TrainingRequest request, PartCost[] parts, CollectiveKind kind, NumberFormat format)
    {
        double dense = parts.Sum(c => c.Parameters.Dense), experts = parts.Sum(c => c.Parameters.Experts);
        yield return request.Parallelism.Over(kind, request, dense * format.BytesPerElement, experts: false, format);
        if (experts > 0)
            yield return request.Parallelism.Over(kind, request, experts * format.BytesPerElement, experts: true, format);
    }

    private static CastOperator Cast(TrainingRecipe recipe, double weights) =>
        new(new(NumberFormats.Bf16, recipe.Products.Weight), Math.Max(1, (long)(weights / 4096)), 4096, recipe.CastPasses, recipe.CastCopies);
}
