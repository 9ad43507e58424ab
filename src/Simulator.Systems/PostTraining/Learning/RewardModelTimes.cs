using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Timing;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.PostTraining.Learning;

/// <summary>
/// A reward model on the learner's GPUs, in copies of so many ranks: it reads whole sequences as a prompt, its head the last position alone, and its weights
/// come from the host in each iteration.
/// </summary>
public sealed class RewardModelTimes
{
    private readonly StepSimulator simulator;
    private readonly ModelDescription model;
    private readonly PrecisionRecipe recipe;
    private readonly Parallelism parallelism;
    private readonly int copies;
    private readonly int tokensAtATime;

    /// <summary>Prepares the model.</summary>
    /// <param name="timing">The timing model of the system.</param>
    /// <param name="model">The reward model.</param>
    /// <param name="tp">Its tensor-parallel ranks.</param>
    /// <param name="gpus">The learner's GPUs.</param>
    /// <param name="tokensAtATime">Tokens that a copy reads at a time.</param>
    /// <exception cref="InputException">It cannot be divided so, or its weights do not fit.</exception>
    public RewardModelTimes(TimingModel timing, ModelDescription model, int tp, int gpus, int tokensAtATime)
    {
        if (gpus % tp != 0)
            throw new InputException($"{tp} does not divide the learner's {gpus} GPUs", key: "reward_tp");
        (simulator, this.model, copies, this.tokensAtATime) = (new StepSimulator(timing), model, gpus / tp, tokensAtATime);
        recipe = PrecisionRecipe.Follow(model);
        parallelism = new Parallelism { Tp = tp, NodeSize = timing.System.ScaleUp.Gpus };
        WeightBytes = WeightFootprint.PerRank(model, recipe, parallelism).Bytes;
        if (WeightBytes > timing.System.Gpu.Memory.Bytes)
            throw new InputException($"{model.Id} does not fit on {tp} GPUs; accepted: more", key: "reward_tp");
    }

    /// <summary>Its weights on one GPU, in bytes.</summary>
    public double WeightBytes { get; }

    /// <summary>The time of a batch.</summary>
    /// <param name="batch">Its lengths.</param>
    /// <returns>Seconds.</returns>
    public double Seconds(in BatchLengths batch)
    {
        var steps = Math.Max(1, Math.Ceiling(batch.Tokens / copies / tokensAtATime));
        var tokens = batch.Tokens / copies / steps;
        var sequences = Math.Max(1, (int)Math.Round(tokens / batch.Typical));
        var step = StepShape.Prefill(sequences, Math.Max(1, (int)Math.Round(tokens / sequences)));
        return steps * simulator.Seconds(TraceBuilder.Build(model with { MaxPositions = int.MaxValue / 2 }, step, recipe, parallelism));
    }
}
