using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Chooses the engine that gets a request.</summary>
public interface IRouter
{
    /// <summary>Chooses.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="replicas">The engines that take requests now; at least one.</param>
    /// <returns>One of them.</returns>
    Replica Choose(Sequence sequence, IReadOnlyList<Replica> replicas);
}
