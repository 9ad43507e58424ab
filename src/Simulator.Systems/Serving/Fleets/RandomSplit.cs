using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Each engine with the same probability: a Poisson process is split into Poisson processes.</summary>
/// <param name="random">Where chance comes from.</param>
public sealed class RandomSplit(RandomSource random) : IRouter
{
    /// <inheritdoc/>
    public Replica Choose(Sequence sequence, IReadOnlyList<Replica> replicas)
    {
        ArgumentNullException.ThrowIfNull(replicas);
        return replicas[(int)(random.Uniform() * replicas.Count)];
    }
}
