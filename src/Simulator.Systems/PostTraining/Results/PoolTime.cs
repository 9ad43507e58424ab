using System.Collections.Immutable;

namespace Simulator.Systems.PostTraining.Results;

/// <summary>Where the time of a pool of GPUs goes, in GPU-seconds that add up to its GPUs times the time observed.</summary>
/// <param name="Name">The pool: <c>rollout</c>, <c>learner</c>, or <c>all</c> where phases take turns.</param>
/// <param name="Gpus">Its GPUs.</param>
/// <param name="GpuSeconds">By <see cref="PoolActivity"/>.</param>
public sealed record PoolTime(string Name, int Gpus, ImmutableArray<double> GpuSeconds)
{
    /// <summary>Everything.</summary>
    public double Total => GpuSeconds.Sum();

    /// <summary>Share of the time in which its GPUs compute.</summary>
    public double BusyShare => Share(PoolActivity.Generating) + Share(PoolActivity.Scoring) + Share(PoolActivity.Learning);

    /// <summary>What occurs, in the order of <see cref="PoolActivity"/>.</summary>
    public IEnumerable<PoolActivity> Activities => Enum.GetValues<PoolActivity>().Where(a => GpuSeconds[(int)a] > 0);

    /// <summary>Whether GPUs compute meanwhile.</summary>
    /// <param name="activity">What they do.</param>
    /// <returns>False where they wait.</returns>
    public static bool IsBusy(PoolActivity activity) => activity <= PoolActivity.Learning;

    /// <summary>The share of an activity.</summary>
    /// <param name="activity">The activity.</param>
    /// <returns>From 0 to 1.</returns>
    public double Share(PoolActivity activity) => Total > 0 ? GpuSeconds[(int)activity] / Total : 0;
}
