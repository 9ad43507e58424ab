namespace Simulator.Exploration.Clusters;

/// <summary>What one shard asks of a cluster, and where it runs. What is null is left to the cluster.</summary>
public sealed record JobResources
{
    /// <summary>The image named where the user names none.</summary>
    public const string PlaceholderImage = "registry.example.org/gpusim:latest";

    /// <summary>The volume claim named where the user names none.</summary>
    public const string PlaceholderClaim = "gpusim-data";

    private const double BytesPerMebibyte = 1 << 20;

    /// <summary>Cores of one shard, at least 1.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>The longest that one shard may take, in seconds.</summary>
    public double? TimeSeconds { get; init; }

    /// <summary>Memory of one shard, in bytes.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>Slurm's partition.</summary>
    public string? Partition { get; init; }

    /// <summary>How often a shard that failed is started again, at least 0.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Kubernetes: the container image that holds <c>gpusim</c>.</summary>
    public string Image { get; init; } = PlaceholderImage;

    /// <summary>Kubernetes: the claim of the volume that holds the experiment and takes the results; many pods write to it.</summary>
    public string Claim { get; init; } = PlaceholderClaim;

    /// <summary><see cref="TimeSeconds"/> in whole seconds, rounded up.</summary>
    internal long? WholeSeconds => TimeSeconds is { } seconds ? (long)Math.Ceiling(seconds) : null;

    /// <summary><see cref="MemoryBytes"/> in whole MiB, rounded up.</summary>
    internal long? Mebibytes => MemoryBytes is { } bytes ? (long)Math.Ceiling(bytes / BytesPerMebibyte) : null;
}
