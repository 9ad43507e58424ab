namespace Simulator.Workloads.Sharding;

/// <summary>How much of something one rank holds.</summary>
public static class Shards
{
    /// <summary>Groups (key/value heads, Mamba groups) on one rank: at least one, replicated where there are fewer than ranks.</summary>
    /// <param name="groups">Groups of the model.</param>
    /// <param name="ranks">Ranks.</param>
    /// <returns>Groups on a rank.</returns>
    public static int Grouped(int groups, int ranks) => Math.Max(1, groups / ranks);

    /// <summary>Rows or columns on one rank, padded up where they do not divide evenly (vocabularies).</summary>
    /// <param name="count">Rows or columns of the model.</param>
    /// <param name="ranks">Ranks.</param>
    /// <returns>The share, rounded up.</returns>
    public static int Padded(int count, int ranks) => (count + ranks - 1) / ranks;
}
