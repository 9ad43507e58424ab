using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Requests as they were recorded.</summary>
/// <param name="arrivals">The requests in the order of their times.</param>
public sealed class RecordedArrivals(ImmutableArray<Arrival> arrivals) : IArrivals
{
    private int taken;

    /// <inheritdoc/>
    public double NextSeconds => taken < arrivals.Length ? arrivals[taken].Seconds : double.PositiveInfinity;

    /// <inheritdoc/>
    public Arrival Take() => taken < arrivals.Length ? arrivals[taken++] : throw new InvalidOperationException("no request is due");

    /// <inheritdoc/>
    public void Leave(double seconds)
    {
    }
}
