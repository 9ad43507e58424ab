using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;

namespace Simulator.Systems.PostTraining.Descriptions;

/// <summary>Checks what the keys of a description say together.</summary>
public static class PostTrainingCheck
{
    private const int TailFactor = 4;

    /// <summary>GPUs that generate.</summary>
    /// <param name="description">The description.</param>
    /// <param name="system">The system, whose GPUs are all used where one pool has no number.</param>
    /// <returns>A count.</returns>
    public static int RolloutGpusOn(this PostTrainingDescription description, SystemDescription system)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(system);
        return description.Placement == Placement.OnePool ? description.Gpus ?? system.TotalGpus : description.RolloutGpus ?? 0;
    }

    /// <summary>GPUs that learn.</summary>
    /// <param name="description">The description.</param>
    /// <param name="system">The system.</param>
    /// <returns>A count; the same GPUs as those that generate on one pool.</returns>
    public static int LearnerGpusOn(this PostTrainingDescription description, SystemDescription system)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description.Placement == Placement.OnePool ? description.RolloutGpusOn(system) : description.LearnerGpus ?? 0;
    }

    /// <summary>All GPUs.</summary>
    /// <param name="description">The description.</param>
    /// <param name="system">The system.</param>
    /// <returns>A count.</returns>
    public static int GpusOn(this PostTrainingDescription description, SystemDescription system)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description.RolloutGpusOn(system) + (description.Placement == Placement.Split ? description.LearnerGpusOn(system) : 0);
    }

    /// <summary>The system with as many nodes as the GPUs need.</summary>
    /// <param name="description">The description.</param>
    /// <param name="system">The system as it is described.</param>
    /// <param name="systems">The catalogue, for the network between nodes.</param>
    /// <returns>The system.</returns>
    public static SystemDescription Sized(this PostTrainingDescription description, SystemDescription system, SystemCatalog systems)
    {
        ArgumentNullException.ThrowIfNull(system);
        var gpus = description.GpusOn(system);
        return gpus <= system.TotalGpus ? system : Training.ClusterSize.WithNodes(system, (gpus + system.ScaleUp.Gpus - 1) / system.ScaleUp.Gpus, systems);
    }

    /// <summary>The longest answer.</summary>
    /// <param name="description">The description.</param>
    /// <param name="model">The model.</param>
    /// <returns>Tokens.</returns>
    public static int LongestOutput(this PostTrainingDescription description, ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(model);
        var room = model.MaxPositions - description.Input;
        return description.MaxOutput ?? (int)Math.Max(1, Math.Min(room, Math.Ceiling(TailFactor * description.P99())));
    }

    /// <summary>The 99th percentile of answers before any is cut off.</summary>
    /// <param name="description">The description.</param>
    /// <returns>Tokens.</returns>
    public static double P99(this PostTrainingDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return description.OutputP99 ?? (TailFactor * description.Output);
    }

    /// <summary>Accepts a description or says in one line why not.</summary>
    /// <param name="d">The description.</param>
    /// <param name="model">Its model.</param>
    /// <param name="system">Its system.</param>
    /// <exception cref="InputException">Keys contradict each other, or something does not divide.</exception>
    public static void Check(this PostTrainingDescription d, ModelDescription model, SystemDescription system)
    {
        ArgumentNullException.ThrowIfNull(d);
        ArgumentNullException.ThrowIfNull(model);
        Refuse(!model.Phases.Contains(Phase.Decode) || model.Kind != ModelKind.Decoder, "model", $"{model.Id} is no decoder; accepted: decoders");
        if (d.Placement == Placement.OnePool)
        {
            Refuse(d.RolloutGpus is not null, "rollout_gpus", "belongs to placement split; one-pool takes gpus");
            Refuse(d.LearnerGpus is not null, "learner_gpus", "belongs to placement split; one-pool takes gpus");
            Refuse(d.Staleness > 0, "staleness", $"{d.Staleness} needs placement split: on one pool generation and learning take turns; accepted: 0");
        }
        else
        {
            Refuse(d.Gpus is not null, "gpus", "belongs to placement one-pool; split takes rollout_gpus and learner_gpus");
            Refuse(d.RolloutGpus is null, "rollout_gpus", "the key is missing; placement split takes rollout_gpus and learner_gpus");
            Refuse(d.LearnerGpus is null, "learner_gpus", "the key is missing; placement split takes rollout_gpus and learner_gpus");
        }

        Refuse(d.Interrupt && d.Staleness == 0, "interrupt", "needs staleness of at least 1: without, no answer is in flight when new weights come");
        Refuse(d.RecomputeCache && !d.Interrupt, "recompute_cache", "needs interrupt: true");
        Refuse(d.Reward == RewardKind.Rule && d.RewardModel is not null, "reward_model", "belongs to reward: model");
        Refuse(d.Reward == RewardKind.Rule && d.RewardTp is not null, "reward_tp", "belongs to reward: model");
        Divides(d.RolloutTp, d.RolloutGpusOn(system), "rollout_tp", "GPUs that generate");
        Divides(d.LearnerTp * d.LearnerPp * d.LearnerCp, d.LearnerGpusOn(system), "learner_tp", "GPUs of the learner (tp x pp x cp)");
        Divides(d.MiniBatches, d.Prompts * d.Samples, "minibatches", "answers of an iteration");
        Refuse(
            (long)d.Input + d.LongestOutput(model) > model.MaxPositions, "max_output",
            $"{d.Input} + {d.LongestOutput(model)} tokens of prompt and answer; accepted: at most {model.MaxPositions} together for {model.Id}");
        Refuse(
            d.MicroTokens < d.Input + d.LongestOutput(model), "micro_tokens",
            $"{d.MicroTokens} tokens do not hold the longest sequence; accepted: at least {d.Input + d.LongestOutput(model)}");
    }

    private static void Divides(int part, int whole, string key, string what) =>
        Refuse(whole % part != 0, key, $"{part} does not divide the {whole} {what}");

    private static void Refuse(bool wrong, string key, string problem)
    {
        if (wrong)
            throw new InputException(problem, key: key);
    }
}
