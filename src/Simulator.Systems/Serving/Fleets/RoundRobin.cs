using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Each engine in turn.</summary>
public sealed class RoundRobin : IRouter
{
    private long requests;

    /// <inheritdoc/>
    public Replica Choose(Sequence sequence, IReadOnlyList<Replica> replicas)
    {
        ArgumentNullException.ThrowIfNull(replicas);
        return replicas[(int)(requests++ % replicas.Count)];
    }
}
