using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Planning;

/// <summary>Numbers requests in the order in which they come, from 0.</summary>
/// <param name="inner">The requests.</param>
internal sealed class NumberedArrivals(IArrivals inner) : IArrivals
{
    private int taken;

    /// <inheritdoc/>
    public double NextSeconds => inner.NextSeconds;

    /// <inheritdoc/>
    public Arrival Take() => inner.Take() with { Tag = taken++ };

    /// <inheritdoc/>
    public void Leave(in Arrival arrival, double seconds) => inner.Leave(arrival, seconds);
}
