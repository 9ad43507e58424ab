using Simulator.Exploration.Results;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Clusters;

/// <summary>The shards of a sweep in its results folder.</summary>
/// <param name="merger">What will join them.</param>
/// <param name="manifest">The sweep's manifest.</param>
/// <param name="folder">The run's folder, which need not exist.</param>
/// <param name="shards">How many shards there are.</param>
public sealed class SweepShardStates(SweepMerger merger, RunManifest manifest, RunFolder folder, int shards) : IShardStates
{
    /// <inheritdoc/>
    public bool IsMerged => Is(() => File.Exists(folder.Manifest) && File.Exists(folder.Points) && File.Exists(folder.Answers) && IsOurs(folder));

    /// <summary>Makes sure that the folder holds nothing that the shards could not be joined with.</summary>
    /// <exception cref="InputException">It holds shards of another division, of another experiment or of other inputs.</exception>
    public void Check()
    {
        var present = folder.Shards();
        if (present.Count > 0 && present[0].Count != shards)
            throw new InputException($"holds {present[0].Count} shards; accepted: --shards {present[0].Count}, or another --run", folder.FullPath);
        var parts = present.Select(folder.Of).Append(folder).Where(p => File.Exists(p.Manifest));
        if (parts.FirstOrDefault(p => !IsOurs(p)) is { } other)
            throw new InputException("holds a run of other inputs or another version; accepted: the same experiment, or another --run", other.FullPath);
    }

    /// <inheritdoc/>
    public bool IsComplete(int shard) => Is(() => merger.IsComplete(new Shard(shard, shards)));

    private bool IsOurs(RunFolder part) => RunManifest.Read(part.FullPath).Identity == manifest.Identity;

    // While a job writes, or a shared disk is away for a moment, a file may be there and unreadable: not yet.
    private static bool Is(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InputException)
        {
            return false;
        }
    }
}
