namespace Simulator.Exploration.Clusters;

/// <summary>What is on disk of a run that is computed in shards. A queue says what runs; only the disk says what is done.</summary>
public interface IShardStates
{
    /// <summary>Whether a shard has written all its points.</summary>
    /// <param name="shard">The shard's number, from 1.</param>
    /// <returns>True when there is nothing left to compute.</returns>
    bool IsComplete(int shard);

    /// <summary>Whether the joined result is there.</summary>
    bool IsMerged { get; }
}
