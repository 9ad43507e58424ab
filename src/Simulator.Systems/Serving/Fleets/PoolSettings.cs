namespace Simulator.Systems.Serving.Fleets;

/// <summary>How many engines a pool has.</summary>
/// <param name="Name">The pool's name in results and time lines.</param>
/// <param name="Replicas">Replicas in all, at least 1; with autoscaling the most that there can be.</param>
public sealed record PoolSettings(string Name, int Replicas = 1)
{
    /// <summary>Engines of a replica, at least 1: its data-parallel groups, each with requests and a cache of its own.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>GPUs of a replica, above 0; of a part of one, its share of those that its engines have in common.</summary>
    public double Gpus { get; init; } = 1;

    /// <summary>Replicas that serve from the start; null for all.</summary>
    public int? Serving { get; init; }
}
