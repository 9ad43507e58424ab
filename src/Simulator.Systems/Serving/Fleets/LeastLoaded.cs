using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>The engine with the fewest requests; the first of equals.</summary>
public sealed class LeastLoaded : IRouter
{
    /// <inheritdoc/>
    public Replica Choose(Sequence sequence, IReadOnlyList<Replica> replicas)
    {
        ArgumentNullException.ThrowIfNull(replicas);
        var least = replicas[0];
        for (var i = 1; i < replicas.Count && least.Load > 0; i++)
        {
            least = replicas[i].Load < least.Load ? replicas[i] : least;
        }

        return least;
    }
}
