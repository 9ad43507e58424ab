using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>
/// Submits a run to Slurm and follows it to its merged result. Shards that leave the queue without being complete on disk are submitted again. What
/// is known comes from the queue (jobs of the run's name) and from the disk alone, so another follower can go on where one was ended.
/// </summary>
/// <param name="script">The run's scripts.</param>
/// <param name="queue">The queue.</param>
/// <param name="states">The disk.</param>
/// <param name="maxRetries">How often a shard, or the merge, is submitted again, at least 0.</param>
/// <param name="tell">Takes lines about the progress.</param>
public sealed class SlurmFollower(SlurmScript script, ISlurmController queue, IShardStates states, int maxRetries, Action<string> tell)
{
    private const string TooManyShards = "Invalid job array specification";

    private readonly int shards = script.Command.Shards;
    private readonly ShardAttempts attempts = new(states, script.Command.Shards, maxRetries);
    private readonly MergeJob merge = new(script, queue, states, maxRetries);
    private string lastLine = "";
    private int silences;

    /// <summary>How often the queue is asked.</summary>
    public FollowerPace Pace { get; init; } = new();

    /// <summary>How the follower pauses; throws where it is cancelled meanwhile.</summary>
    internal Action<TimeSpan, CancellationToken> Wait { get; init; } = static (pause, cancellation) =>
    {
        cancellation.WaitHandle.WaitOne(pause);
        cancellation.ThrowIfCancellationRequested();
    };

    /// <summary>Submits what is neither complete nor in the queue, then follows until the result is merged.</summary>
    /// <param name="cancellation">Ends the follower, not the jobs.</param>
    /// <exception cref="InputException">Slurm is missing or refuses the jobs, or shards or the merge failed too often: one line says which.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the jobs go on, and a line said how to follow them again.</exception>
    /// <exception cref="IOException">The scripts cannot be written.</exception>
    public void Run(CancellationToken cancellation)
    {
        var live = Start();
        try
        {
            for (var pauses = 0; live is null || !IsDone(live); pauses++)
            {
                Wait(Pace.Pause(pauses), cancellation);
                live = Step();
            }
        }
        catch (OperationCanceledException)
        {
            tell(live is { Count: > 0 }
                ? $"no longer followed; the jobs go on. The same command follows them again; 'scancel {Jobs(live)}' ends them"
                : "no longer followed; the same command goes on");
            throw;
        }
    }

    private IReadOnlyList<SlurmTask> Start()
    {
        Directory.CreateDirectory(script.Folder);
        File.WriteAllText(Path.Combine(script.Folder, "shards.sbatch"), script.Shards);
        File.WriteAllText(Path.Combine(script.Folder, "merge.sbatch"), script.Merge);
        attempts.Look();
        try
        {
            var live = Tasks();
            if (live.Count > 0)
            {
                tell($"already in the queue, followed: jobs {Jobs(live)}");
                return live;
            }

            if (attempts.AllComplete)
                return live;
            var array = Submit(attempts.Incomplete);
            merge.Replace(live, array);
            tell($"submitted: {attempts.Incomplete.Count} shards as job {array}, merge as job {merge.Job}; logs in {script.Folder}");
            return Tasks();
        }
        catch (SlurmUnavailableException refusal)
        {
            var hint = refusal.Message.Contains(TooManyShards, StringComparison.Ordinal)
                ? $"; shard {shards} is beyond the cluster's MaxArraySize ('scontrol show config' tells it), accepted: fewer --shards"
                : "";
            throw new InputException(refusal.Message + hint, inner: refusal);
        }
    }

    // One look at queue and disk, and what follows from it; null where Slurm does not answer.
    private IReadOnlyList<SlurmTask>? Step()
    {
        try
        {
            var live = Tasks();
            attempts.Look();
            var (again, failed) = attempts.Failures(live.Where(IsShard).Select(t => t.Index ?? 0).ToHashSet());
            if (again.Count > 0)
                Retry(again, live);
            else if (failed.Count > 0 && !live.Any(IsShard) && failed.Count == attempts.Incomplete.Count)
                GiveUp(failed, live);
            else if (attempts.AllComplete && merge.Repair(live) is { } job)
                tell($"all shards complete, merge submitted as job {job}");
            Progress(live);
            silences = 0;
            return live;
        }
        catch (SlurmUnavailableException fault) when (++silences < Pace.Silences)
        {
            if (silences == 1)
                tell($"Slurm does not answer, asked again until it does: {fault.Message}");
            return null;
        }
        catch (SlurmUnavailableException fault)
        {
            throw new InputException($"{fault.Message}; the same command follows the jobs again", inner: fault);
        }
    }

    private void Retry(IReadOnlyList<int> again, IReadOnlyList<SlurmTask> live)
    {
        var array = Submit(again);
        attempts.Retried(again);
        merge.Replace(live, array);
        tell($"{Shards(again)} failed, submitted again as job {array} (retry {again.Max(attempts.RetriesOf)} of at most {maxRetries})");
    }

    private void GiveUp(IReadOnlyList<int> failed, IReadOnlyList<SlurmTask> live)
    {
        foreach (var job in live.Select(t => t.Job).Distinct())
            queue.Cancel(job);
        var log = script.LogOf(failed[0]);
        throw new InputException(
            $"{Shards(failed)} of {shards} failed, retries: {maxRetries}, complete: {attempts.Complete}; {JobLog.LastWords(log)} ({log})");
    }

    private void Progress(IReadOnlyList<SlurmTask> live)
    {
        var tasks = live.Where(IsShard).ToList();
        var pending = tasks.Where(t => t.IsPending).ToList();
        var reason = pending.Count > 0 && pending.Count == tasks.Count ? pending.GroupBy(t => t.Reason).MaxBy(g => g.Count())!.Key : "None";
        var why = reason == "None" ? "" : $" ({reason})";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{attempts.Complete} of {shards} shards complete, {tasks.Count - pending.Count} running, {pending.Count} waiting{why}");
        if (line != lastLine)
            tell(lastLine = line);
    }

    private bool IsDone(IReadOnlyList<SlurmTask> live) => attempts.AllComplete && states.IsMerged && live.Count == 0;

    private IReadOnlyList<SlurmTask> Tasks() => queue.Tasks(script.ShardsName, script.MergeName);

    private long Submit(IReadOnlyList<int> some) => queue.Submit(script.Shards, "--array=" + SlurmScript.ArrayOf(some));

    private bool IsShard(SlurmTask task) => task.Name == script.ShardsName;

    private static string Shards(IReadOnlyList<int> some) =>
        (some.Count == 1 ? "shard " : "shards ") + SlurmScript.ArrayOf(some).Replace(",", ", ", StringComparison.Ordinal);

    private static string Jobs(IReadOnlyList<SlurmTask> live) => string.Join(' ', live.Select(t => t.Job).Distinct().Order());
}
