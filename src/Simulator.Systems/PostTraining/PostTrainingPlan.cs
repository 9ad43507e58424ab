using Simulator.Systems.PostTraining.Learning;
using Simulator.Systems.PostTraining.Weights;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.PostTraining;

/// <summary>What <see cref="PostTrainingSimulation"/> runs: engines, a learner, and the rules between them.</summary>
public sealed record PostTrainingPlan
{
    /// <summary>Makes a rollout engine.</summary>
    public required Func<IEngineObserver, ServingEngine> NewEngine { get; init; }

    /// <summary>Rollout engines.</summary>
    public required int Engines { get; init; }

    /// <summary>GPUs of an engine.</summary>
    public required int GpusPerEngine { get; init; }

    /// <summary>GPUs of the learner; 0 where it takes turns with the engines on theirs.</summary>
    public required int LearnerGpus { get; init; }

    /// <summary>What a batch takes on the learner's GPUs.</summary>
    public required ILearnerTimes Learner { get; init; }

    /// <summary>What new weights take.</summary>
    public required SyncTimes Sync { get; init; }

    /// <summary>Prompts of a batch.</summary>
    public required int Prompts { get; init; }

    /// <summary>Answers to each prompt; a prompt is learned from when all are there.</summary>
    public required int Samples { get; init; }

    /// <summary>Lengths of prompts and answers.</summary>
    public required ILengths Lengths { get; init; }

    /// <summary>Most versions by which weights that an answer was begun with may be older than those that learn from it.</summary>
    public int Staleness { get; init; }

    /// <summary>Whether engines load new weights between two steps, with answers in flight; else they finish these first.</summary>
    public bool Interrupt { get; init; }

    /// <summary>Whether the caches of answers in flight are computed again with new weights.</summary>
    public bool RecomputeCache { get; init; }

    /// <summary>Seconds that a rule on a processor takes per answer.</summary>
    public double RewardSeconds { get; init; }

    /// <summary>Answers that are rewarded at a time.</summary>
    public int RewardWorkers { get; init; } = 1;

    /// <summary>Iterations before the measurement.</summary>
    public int Warmup { get; init; }

    /// <summary>Iterations measured, at least 1.</summary>
    public int Iterations { get; init; } = 1;

    /// <summary>The seed of all chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether what engines and learner do is recorded for a time line.</summary>
    public bool Record { get; init; }

    /// <summary>All GPUs.</summary>
    public int Gpus => (Engines * GpusPerEngine) + LearnerGpus;
}
