using Simulator.Hardware.Formats;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.Training;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.PostTraining.Weights;

/// <summary>
/// Prices new weights' way from the learner's ranks, which hold shares in 16 bits, to the rollout engines' ranks, which need other shares in another format.
/// Exchanges are priced by the collective model. Equations: docs/training.md.
/// </summary>
/// <param name="pricing">Prices exchanges and casts.</param>
/// <param name="learner">The learner's step.</param>
/// <param name="recipe">The engines' precisions.</param>
/// <param name="engine">How an engine's ranks divide the model.</param>
/// <param name="rolloutGpus">GPUs of all engines.</param>
public sealed class WeightTransfer(LayerPricing pricing, TrainingRequest learner, PrecisionRecipe recipe, Parallelism engine, int rolloutGpus)
{
    private const double TransferBytes = 2;
    private const int CastColumns = 4096;

    private readonly ModelDescription model = learner.Model;
    private readonly TrainingParallelism p = learner.Parallelism;
    private readonly int nodeSize = learner.System.ScaleUp.Gpus;

    /// <summary>The whole model in the format of the transfer, in bytes.</summary>
    private double Whole => TransferBytes * model.Parameters.Total;

    /// <summary>Ranks that hold different shares of the weights.</summary>
    private int Shares => p.Tp * p.Pp * (p.Zero == 3 ? p.Replicas : Math.Max(1, p.Ep / p.Tp));

    /// <summary>On one pool: ranks that hold the shares of an engine's rank gather them, and each casts its own.</summary>
    /// <returns>Seconds.</returns>
    public double WithinPool()
    {
        var bytes = Whole / engine.Ranks;
        var ranks = Math.Max(1, Shares / engine.Ranks);
        return Exchange(CollectiveKind.AllGather, ranks, bytes, (Shares + nodeSize - 1) / nodeSize) + Cast(model.Parameters.Total / engine.Ranks);
    }

    /// <summary>Between two pools.</summary>
    /// <param name="kind">How weights are sent.</param>
    /// <param name="castBefore">Whether they are cast before they are sent.</param>
    /// <returns>What the learner does first, and what sending and loading take.</returns>
    public SyncTimes BetweenPools(SyncKind kind, bool castBefore)
    {
        var narrow = castBefore ? WeightFootprint.Whole(model, recipe).Bytes : Whole;
        var before = castBefore ? Cast(model.Parameters.Total / Shares) : 0;
        var after = castBefore ? 0 : Cast(model.Parameters.Total / engine.Ranks);
        if (kind == SyncKind.Sharded)
        {
            // Every rollout GPU receives its share; where learners are fewer, each serves several, one after the other.
            var sends = Math.Max(1, (double)rolloutGpus / p.Ranks);
            return new SyncTimes(before, Exchange(CollectiveKind.SendRecv, 2, narrow / engine.Ranks * sends, Apart ? 2 : 1) + after);
        }

        // Stages gather their tensors at the same time; then all that receive, and the rank that sends, are one ring.
        var ranks = Math.Max(1, Shares / p.Pp);
        var gather = Exchange(CollectiveKind.AllGather, ranks, narrow / p.Pp, Nodes(ranks));
        return new SyncTimes(before + gather, Exchange(CollectiveKind.AllGather, rolloutGpus + 1, narrow, Apart ? Nodes(rolloutGpus) + 1 : 1) + after);
    }

    /// <summary>Whether the pools are on different nodes.</summary>
    private bool Apart => rolloutGpus + p.Ranks > nodeSize;

    private int Nodes(int ranks) => (ranks + nodeSize - 1) / nodeSize;

    private double Exchange(CollectiveKind kind, int ranks, double bytes, int nodes) => ranks <= 1 ? 0
        : pricing.Seconds(new CollectiveOperator(kind, NumberFormats.Bf16, ranks, Math.Round(bytes), Math.Clamp(nodes, 1, ranks)));

    private double Cast(double weights)
    {
        var format = recipe.Default.Weight;
        return format.BytesPerElement >= TransferBytes ? 0
            : pricing.Seconds(new CastOperator(new(NumberFormats.Bf16, format), Math.Max(1, (long)(weights / CastColumns)), CastColumns, 1, 1));
    }
}
