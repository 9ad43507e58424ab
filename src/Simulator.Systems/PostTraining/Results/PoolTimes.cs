using System.Collections.Immutable;

namespace Simulator.Systems.PostTraining.Results;

/// <summary>Puts what engines and learner measured together by pool.</summary>
internal static class PoolTimes
{
    /// <summary>
    /// One entry per pool. Where phases take turns on one pool, an engine that waits for the learner does what the learner does, and the learner that waits
    /// does what the engines do.
    /// </summary>
    internal static ImmutableArray<PoolTime> Of(PostTrainingPlan plan, double[] engines, IReadOnlyList<double> learner)
    {
        var gpus = plan.Engines * plan.GpusPerEngine;
        if (plan.LearnerGpus > 0)
            return [new PoolTime("rollout", gpus, [.. engines]), new PoolTime("learner", plan.LearnerGpus, [.. learner.Select(s => s * plan.LearnerGpus)])];
        var all = engines.ToArray();
        foreach (var activity in new[] { PoolActivity.Scoring, PoolActivity.Learning, PoolActivity.WeightSync, PoolActivity.Reload })
            all[(int)activity] = gpus * learner[(int)activity];
        all[(int)PoolActivity.WaitingForLearner] = 0;
        return [new PoolTime("all", gpus, [.. all])];
    }
}
