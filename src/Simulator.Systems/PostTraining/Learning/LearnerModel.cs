using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Schedules;
using Simulator.Timing;

namespace Simulator.Systems.PostTraining.Learning;

/// <summary>
/// The learner's times from the training simulator: optimizer steps are training steps, log-probabilities are their forward passes, head and loss over all
/// tokens included. Equations: docs/training.md. Not thread-safe.
/// </summary>
public sealed class LearnerModel : ILearnerTimes
{
    private readonly TimingModel timing;
    private readonly RewardModelTimes? reward;
    private readonly Dictionary<(int Sequences, int Tokens, int Batch), (double Step, double Forward)> known = [];

    /// <summary>Prepares the model and works out memory.</summary>
    /// <param name="settings">How batches are learned from.</param>
    /// <param name="timing">The timing model of the system.</param>
    /// <param name="reward">The reward model; null without one.</param>
    /// <exception cref="InputException">
    /// The step cannot be divided so, or does not fit into memory; the key is one of <see cref="PostTrainingDescription"/>.
    /// </exception>
    public LearnerModel(LearnerSettings settings, TimingModel timing, RewardModelTimes? reward = null)
    {
        (Settings, this.timing, this.reward) = (settings, timing, reward);
        var fullest = Packing.Fullest(settings);
        Memory = Simulate(fullest).Memory;
        if (!Memory.Fits)
        {
            var advice = TrainingAdvice.For(fullest, timing.Rates.Coefficients) is { } a ? $"; as a training step the nearest that fits has {a.Changes}" : "";
            var (needed, there) = (Memory.Total / 1e9, Memory.Capacity / 1e9);
            throw new InputException(FormattableString.Invariant(
                $"the learner needs {needed:0.#} GB per GPU of {there:0.#} GB with {settings.MicroTokens} tokens at a time{advice}"),
                key: "micro_tokens");
        }

        var p = settings.Template.Parallelism;
        WeightBytes = p.Zero == 3 ? 0 : Memory.Weights;
        ReferenceBytes = !settings.Reference ? 0 : p.Zero == 3 ? Memory.MasterWeights / 2 : Memory.Weights;
        KeepsReference = Memory.Total + ReferenceBytes <= Memory.Capacity;
        if (Memory.Total - Memory.Activations - Memory.Gradients + ReferenceBytes > Memory.Capacity)
        {
            throw new InputException(FormattableString.Invariant(
                $"the reference model's {ReferenceBytes / 1e9:0.#} GB per GPU do not fit beside the learner; accepted: more ranks, or reference: false"),
                key: "reference");
        }
    }

    /// <summary>How batches are learned from.</summary>
    public LearnerSettings Settings { get; }

    /// <summary>The memory of one GPU at its peak, without the reference model.</summary>
    public TrainingMemory Memory { get; }

    /// <summary>Weights of one GPU that stay between steps beside the master weights, in bytes.</summary>
    public double WeightBytes { get; }

    /// <summary>The reference model's weights of one GPU, in bytes; 0 without one.</summary>
    public double ReferenceBytes { get; }

    /// <summary>Whether they stay on the device; else they come from the host in each iteration.</summary>
    public bool KeepsReference { get; }

    /// <summary>The reward model's weights of one GPU, which come from the host in each iteration, in bytes; 0 without one.</summary>
    public double RewardBytes => reward?.WeightBytes ?? 0;

    /// <inheritdoc/>
    public LearnerTimes Of(in BatchLengths batch)
    {
        var request = Packing.Step(Settings, batch);
        var key = (request.MicroBatch, request.Sequence, request.GlobalBatch);
        if (!known.TryGetValue(key, out var times))
            known[key] = times = Price(request);
        var passes = (Settings.OldLogProbs ? 1 : 0) + (Settings.Reference ? 1 : 0);
        return new LearnerTimes((passes * times.Forward) + (reward?.Seconds(batch) ?? 0), Settings.Epochs * Settings.MiniBatches * times.Step);
    }

    /// <summary>A training step's time, and that of the forward pass of all minibatches together.</summary>
    private (double Step, double Forward) Price(TrainingRequest request)
    {
        var result = Simulate(request);
        var straggling = result.Seconds / (result.Seconds - result.Breakdown.Straggling);
        return (result.Seconds, Forward(result.Work, Settings.MiniBatches * result.Work.MicroBatches) * straggling);
    }

    // Alike jobs through stages in a row: the first passes all, the others follow at the slowest stage's pace.
    private static double Forward(PipelineWork work, int microBatches) =>
        work.Forward.Sum() + ((work.Forward.Length - 1) * work.SendSeconds) + ((microBatches - 1) * work.Forward.Max());

    private TrainingResult Simulate(TrainingRequest request) => LearnerKeys.Named(() => TrainingSimulator.Simulate(request, timing, new LayerCostCache()));
}
