namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Where requests come from: clients in a closed loop, a random process, sessions, a recorded trace.</summary>
public interface IArrivals
{
    /// <summary>When the next request comes, in seconds, never earlier than the one before; infinite where none is due until another has left.</summary>
    double NextSeconds { get; }

    /// <summary>Takes the next request.</summary>
    /// <returns>The request, at <see cref="NextSeconds"/>.</returns>
    /// <exception cref="InvalidOperationException">None is due.</exception>
    Arrival Take();

    /// <summary>Tells that a request has left: answered or rejected.</summary>
    /// <param name="arrival">The request.</param>
    /// <param name="seconds">When, not earlier than any request taken.</param>
    void Leave(in Arrival arrival, double seconds);
}
