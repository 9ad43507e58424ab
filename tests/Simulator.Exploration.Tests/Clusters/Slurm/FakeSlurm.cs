using System.Globalization;
using Simulator.Exploration.Clusters;
using Simulator.Exploration.Clusters.Slurm;

namespace Simulator.Exploration.Tests.Clusters.Slurm;

/// <summary>
/// A queue whose tasks go through states that a test wrote down, one a tick, and the disk that they write to. Letters: P pending, R running,
/// C complete on disk and gone, F failed and gone, S gone now and complete on disk a tick later. A task whose word has ended stays as it is.
/// </summary>
internal sealed class FakeSlurm(int shards) : ISlurmController, IShardStates
{
    private readonly List<Job> jobs = [];
    private readonly HashSet<int> complete = [];
    private readonly List<int> late = [];
    private readonly Dictionary<int, int> starts = [];

    /// <summary>What befalls a shard on its n-th submission, from 1.</summary>
    internal Func<int, int, string> Fate { get; init; } = (_, _) => "PRC";

    /// <summary>What befalls the merge once it may start, on its n-th submission, from 1.</summary>
    internal Func<int, string> MergeFate { get; init; } = _ => "RC";

    /// <summary>Throws instead of answering, by tick.</summary>
    internal Func<int, Exception?> Fault { get; init; } = _ => null;

    internal int Ticks { get; private set; }

    internal List<string> Submissions { get; } = [];

    public bool IsMerged { get; set; }

    public bool IsComplete(int shard) => complete.Contains(shard);

    internal void Complete(params IEnumerable<int> some) => complete.UnionWith(some);

    internal int StartsOf(int shard) => starts.GetValueOrDefault(shard);

    internal int LiveJobs => jobs.Count(j => j.IsLive);

    public long Submit(string script, params IReadOnlyList<string> options)
    {
        Answer();
        var name = script.Split('\n').Single(l => l.StartsWith("#SBATCH --job-name=", StringComparison.Ordinal)).Split('=')[1];
        var number = jobs.Count == 0 ? 1 : jobs.Max(j => j.Number) + 1;
        Submissions.Add($"{number} {(name.EndsWith("-merge", StringComparison.Ordinal) ? "merge" : "shards")} {string.Join(' ', options)}".TrimEnd());
        if (name.EndsWith("-merge", StringComparison.Ordinal))
        {
            var condition = options.SingleOrDefault(o => o.StartsWith("--dependency=", StringComparison.Ordinal))?.Split('=')[1];
            jobs.Add(new Job(number, null, name, "P" + MergeFate(Submissions.Count(s => s.Contains(" merge", StringComparison.Ordinal))), condition));
            return number;
        }

        foreach (var shard in Indices(options.Single(o => o.StartsWith("--array=", StringComparison.Ordinal)).Split('=')[1]))
        {
            starts[shard] = StartsOf(shard) + 1;
            jobs.Add(new Job(number, shard, name, Fate(shard, starts[shard]), null));
        }

        return number;
    }

    public IReadOnlyList<SlurmTask> Tasks(params IReadOnlyList<string> names)
    {
        Answer();
        return [.. jobs.Where(j => j.IsLive && names.Contains(j.Name)).Select(j => new SlurmTask(j.Number, j.Index, j.Name, State(j), Reason(j)))];
    }

    public void Cancel(long job)
    {
        Answer();
        foreach (var task in jobs.Where(j => j.Number == job && j.IsLive))
            task.End();
    }

    internal void Tick(TimeSpan pause, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Assert.True(++Ticks < 1000, "the follower does not end");
        complete.UnionWith(late);
        late.Clear();
        foreach (var job in jobs.Where(j => j.IsLive && MayStart(j)).ToList())
        {
            job.Advance();
            if (job.Letter == 'C' && job.Index is { } shard)
                complete.Add(shard);
            else if (job.Letter == 'S')
                late.Add(job.Index!.Value);
            else if (job.Letter == 'C')
                IsMerged = complete.Count == shards;
        }
    }

    private static string State(Job job) => job.Letter == 'P' ? "PENDING" : "RUNNING";

    private static IEnumerable<int> Indices(string array) => array.Split(',')
        .Select(part => part.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray())
        .SelectMany(range => Enumerable.Range(range[0], range[^1] - range[0] + 1));

    private void Answer()
    {
        if (Fault(Ticks) is { } fault)
            throw fault;
    }

    private bool MayStart(Job job) => Conditions(job).All(c => Of(c.Job).All(t => !t.IsLive && (c.Any || t.Letter is 'C' or 'S')));

    private string Reason(Job job) => job.Letter != 'P' ? "None"
        : Conditions(job).Any(c => !c.Any && Of(c.Job).Any(t => t.Letter is 'F' or 'X')) ? "DependencyNeverSatisfied"
        : job.Condition is null ? "Resources" : "Dependency";

    private IEnumerable<Job> Of(long number) => jobs.Where(j => j.Number == number);

    private static IEnumerable<(bool Any, long Job)> Conditions(Job job) => (job.Condition ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(c => c.Split(':')[1..].Select(n => (c.StartsWith("afterany", StringComparison.Ordinal), long.Parse(n, CultureInfo.InvariantCulture))));

    private sealed class Job(long number, int? index, string name, string fate, string? condition)
    {
        private int at;
        private bool isCancelled;

        internal long Number => number;

        internal int? Index => index;

        internal string Name => name;

        internal string? Condition => condition;

        internal char Letter => isCancelled ? 'X' : fate[at];

        internal bool IsLive => Letter is 'P' or 'R';

        internal void Advance() => at = Math.Min(at + 1, fate.Length - 1);

        internal void End() => isCancelled = true;
    }
}
