using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.Training;
using Simulator.Timing;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.PostTraining.Learning;

/// <summary>Puts a learner together from a description.</summary>
internal static class LearnerAssembly
{
    /// <summary>The learner of a description.</summary>
    /// <param name="d">The description, checked.</param>
    /// <param name="model">Its model.</param>
    /// <param name="gpus">The learner's GPUs.</param>
    /// <param name="timing">The timing model of the system.</param>
    /// <param name="load">Finds the reward model.</param>
    /// <exception cref="InputException">Something is unknown, does not divide or does not fit; the key is the description's.</exception>
    internal static LearnerModel Of(
        PostTrainingDescription d, ModelDescription model, int gpus, TimingModel timing, Func<string, ModelDescription> load)
    {
        var frameworks = FrameworkTraits.All.Select(f => f.Name);
        var framework = FrameworkTraits.All.FirstOrDefault(f => f.Name == d.Framework)
            ?? throw new InputException($"unknown name '{d.Framework}'; {NearestNames.Hint(d.Framework, frameworks)}", key: "framework");
        var layout = new TrainingParallelism
        {
            Tp = d.LearnerTp,
            Pp = d.LearnerPp,
            Cp = d.LearnerCp,
            Ep = d.LearnerEp,
            Dp = gpus / (d.LearnerTp * d.LearnerPp * d.LearnerCp),
            Zero = d.LearnerZero ?? (d.LearnerPp > 1 ? 1 : 3),
        };
        var longest = d.Input + d.LongestOutput(model);
        var micro = d.MicroTokens ?? longest;
        var precision = LearnerKeys.Keyed("learner_precision", () => TrainingRecipe.Parse(d.LearnerPrecision).On(timing.System.Gpu));
        var template = new TrainingRequest(model, timing.System, layout.Dp, 1, longest, precision, layout) { Recompute = d.Recompute, Framework = framework };
        var settings = new LearnerSettings(template, micro, longest, d.MiniBatches, d.Epochs, d.OldLogProbs, d.Reference);
        var reward = d.Reward == RewardKind.Model
            ? LearnerKeys.OfReward(() => new RewardModelTimes(timing, load(d.RewardModel ?? d.Model), d.RewardTp ?? d.LearnerTp, gpus, micro))
            : null;
        return new LearnerModel(settings, timing, reward);
    }
}
