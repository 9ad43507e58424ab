using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>The job that merges, and what it waits for.</summary>
/// <param name="script">The run's scripts.</param>
/// <param name="queue">The queue.</param>
/// <param name="states">The disk.</param>
/// <param name="maxRetries">How often it is submitted again after it failed.</param>
internal sealed class MergeJob(SlurmScript script, ISlurmController queue, IShardStates states, int maxRetries)
{
    private const int LooksBeforeLost = 2;

    private int missing;
    private int retries;

    /// <summary>Its number; 0 before it was submitted.</summary>
    public long Job { get; private set; }

    /// <summary>
    /// Submits it to wait for a new array to succeed and for the older ones to end. A job that waits for the success of an array in which a task failed
    /// would wait for ever, so one that is in the queue is ended.
    /// </summary>
    /// <param name="live">What the queue held before the new array.</param>
    /// <param name="array">The new array.</param>
    public void Replace(IReadOnlyList<SlurmTask> live, long array)
    {
        Cancel(live);
        var older = live.Where(t => t.Name == script.ShardsName).Select(t => t.Job).Distinct().ToList();
        var condition = older.Count > 0 ? $"afterany:{string.Join(':', older)},afterok:{array}" : $"afterok:{array}";
        Job = queue.Submit(script.Merge, "--dependency=" + condition);
        missing = 0;
    }

    /// <summary>Once all shards are complete: submits it where it is neither done nor going to start.</summary>
    /// <param name="live">What the queue holds.</param>
    /// <returns>The new job; null where none is needed.</returns>
    /// <exception cref="InputException">It failed too often.</exception>
    public long? Repair(IReadOnlyList<SlurmTask> live)
    {
        var mine = live.Where(t => t.Name == script.MergeName).ToList();
        var isStuck = mine.Count > 0 && mine.All(t => t.IsStuck);
        missing = mine.Count == 0 && !states.IsMerged ? missing + 1 : 0;
        if (!isStuck && missing < LooksBeforeLost)
            return null;
        if (!isStuck && Job != 0 && ++retries > maxRetries)
            throw new InputException($"all shards are complete, but the merge failed; {JobLog.LastWords(script.MergeLog)} ({script.MergeLog})");
        Cancel(mine);
        missing = 0;
        return Job = queue.Submit(script.Merge);
    }

    private void Cancel(IEnumerable<SlurmTask> live)
    {
        foreach (var job in live.Where(t => t.Name == script.MergeName).Select(t => t.Job).Distinct())
            queue.Cancel(job);
    }
}
