using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Formats;
using Simulator.Systems.Training.Schedules;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces.Training;

namespace Simulator.Systems.Training;

/// <summary>One training step: what is asked of <see cref="TrainingSimulator"/>.</summary>
/// <param name="Model">The model, a decoder.</param>
/// <param name="System">The cluster.</param>
/// <param name="GlobalBatch">Sequences per step.</param>
/// <param name="MicroBatch">Sequences that a rank computes at a time.</param>
/// <param name="Sequence">Tokens of a sequence.</param>
/// <param name="Recipe">The number formats.</param>
/// <param name="Parallelism">How GPUs divide the step.</param>
public sealed record TrainingRequest(
    ModelDescription Model, SystemDescription System, int GlobalBatch, int MicroBatch, int Sequence, TrainingRecipe Recipe, TrainingParallelism Parallelism)
{
    /// <summary>What is computed again.</summary>
    public Recomputation Recompute { get; init; }

    /// <summary>Layers of each part of a stage that are computed again, where <see cref="Recompute"/> is full; null for all.</summary>
    public int? RecomputedLayers { get; init; }

    /// <summary>The order of forward and backward passes on the stages.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.OneForwardOneBackward;

    /// <summary>The framework.</summary>
    public FrameworkTraits Framework { get; init; } = FrameworkTraits.Megatron;

    /// <summary>The format in which gradients are summed and exchanged.</summary>
    public NumberFormat GradientFormat { get; init; } = NumberFormats.Fp32;

    /// <summary>Bytes per parameter of master weight (4) and two moments (4 each; 2 each in bf16).</summary>
    public int StateBytes { get; init; } = 12;

    /// <summary>How uneven tokens choose experts: the exponent of a Zipf law; 0 is even.</summary>
    public double RoutingSkew { get; init; }

    /// <summary>Layers of each part of the pipeline in the order in which a token passes them; empty for an even division.</summary>
    public ImmutableArray<int> StageLayers { get; init; } = [];

    /// <summary>Microbatches per step and rank.</summary>
    public int MicroBatches => GlobalBatch / (MicroBatch * Parallelism.Dp);

    /// <summary>Tokens per step.</summary>
    public double Tokens => (double)GlobalBatch * Sequence;

    internal TrainingSlice Slice => new(MicroBatch, Sequence, Parallelism.Tp, Parallelism.Cp, Parallelism.Ep, System.ScaleUp.Gpus)
    {
        Fused = Framework.Fused,
        FusedLoss = Framework.FusedLoss,
        GradientFormat = GradientFormat,
        Accumulates = Parallelism.Zero < 2,
        RoutingSkew = RoutingSkew,
    };
}
