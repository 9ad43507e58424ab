namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>What the follower knows about the shards: which are complete, which left the queue without being so, how often each was submitted again.</summary>
/// <param name="states">The disk.</param>
/// <param name="shards">How many there are.</param>
/// <param name="maxRetries">How often each is submitted again.</param>
internal sealed class ShardAttempts(IShardStates states, int shards, int maxRetries)
{
    // A shared file system shows a shard's last file later than the queue shows its end: one more look before it counts as failed.
    private const int LooksBeforeLost = 2;

    private readonly HashSet<int> complete = [];
    private readonly Dictionary<int, int> missing = [];
    private readonly Dictionary<int, int> retries = [];

    /// <summary>How many shards are complete.</summary>
    public int Complete => complete.Count;

    /// <summary>Whether all are.</summary>
    public bool AllComplete => complete.Count == shards;

    /// <summary>The shards that are not complete, ascending.</summary>
    public IReadOnlyList<int> Incomplete => [.. Enumerable.Range(1, shards).Where(s => !complete.Contains(s))];

    /// <summary>How often a shard was submitted again.</summary>
    public int RetriesOf(int shard) => retries.GetValueOrDefault(shard);

    /// <summary>Looks at the disk.</summary>
    public void Look() => complete.UnionWith(Enumerable.Range(1, shards).Where(s => !complete.Contains(s) && states.IsComplete(s)));

    /// <summary>Takes in what the queue holds.</summary>
    /// <param name="live">The shards that wait or run.</param>
    /// <returns>The shards that failed and may be submitted again, and those that failed too often.</returns>
    public (IReadOnlyList<int> Again, IReadOnlyList<int> Failed) Failures(IReadOnlySet<int> live)
    {
        List<int> again = [], failed = [];
        foreach (var shard in Incomplete)
        {
            missing[shard] = live.Contains(shard) ? 0 : missing.GetValueOrDefault(shard) + 1;
            if (missing[shard] >= LooksBeforeLost)
                (RetriesOf(shard) < maxRetries ? again : failed).Add(shard);
        }

        return (again, failed);
    }

    /// <summary>Notes that shards were submitted again.</summary>
    public void Retried(IEnumerable<int> again)
    {
        foreach (var shard in again)
        {
            retries[shard] = RetriesOf(shard) + 1;
            missing[shard] = 0;
        }
    }
}
