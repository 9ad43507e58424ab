using Simulator.Systems.Memory;
using Simulator.Systems.Training.Schedules;

namespace Simulator.Systems.Training.Memory;

/// <summary>Works out the memory of each stage of a step.</summary>
internal static class MemoryPlan
{
    /// <summary>What a caching allocator cannot use of what comes and goes: estimated.</summary>
    private const double FragmentedShare = 0.02;

    /// <summary>The fullest stage.</summary>
    internal static TrainingMemory Fullest(TrainingRequest request, IReadOnlyList<PartCost> parts, PipelineResult pipeline) =>
        Enumerable.Range(0, request.Parallelism.Pp).Select(s => Of(request, parts, s, pipeline.PeakKept[s])).MaxBy(m => m.Total)!;

    /// <summary>The fullest stage with a single microbatch on each: the least that any schedule needs.</summary>
    internal static TrainingMemory Least(TrainingRequest request, IReadOnlyList<PartCost> parts)
    {
        var p = request.Parallelism;
        return Enumerable.Range(0, p.Pp)
            .Select(s => Of(request, parts, s, Enumerable.Range(0, p.Vp).Sum(v => parts[(v * p.Pp) + s].KeptBytes)))
            .MaxBy(m => m.Total)!;
    }

    internal static TrainingMemory Of(TrainingRequest request, IReadOnlyList<PartCost> parts, int stage, double kept)
    {
        var (p, recipe) = (request.Parallelism, request.Recipe);
        var own = Enumerable.Range(0, p.Vp).Select(v => parts[(v * p.Pp) + stage]).ToArray();
        double dense = own.Sum(o => o.Parameters.Dense), experts = own.Sum(o => o.Parameters.Experts), total = dense + experts;
        var stored = (dense / p.Replicas) + (experts / p.ExpertReplicas);

        // Casts of the weights are kept from microbatch to microbatch, once per layout; sharded weights are gathered, and cast, layer by layer.
        var perWeight = 2 + (recipe.IsNarrow ? recipe.CastCopies * recipe.Products.WeightBytes : 0);
        var weights = p.Zero == 3 ? Math.Min(total, 2 * own.Max(o => o.Parameters.Largest)) * perWeight : total * perWeight;
        var gradients = (p.Zero >= 2 ? stored : total) * request.GradientFormat.BytesPerElement;
        var states = p.Zero >= 1 ? stored : total;
        var working = own.Max(o => o.WorkingBytes);
        return new TrainingMemory(
            stage, weights, 4 * states, gradients, (request.StateBytes - 4) * states, kept, working, MemoryFootprint.RuntimeBytes,
            FragmentedShare * (kept + working), request.System.Gpu.Memory.VisibleBytes);
    }
}
