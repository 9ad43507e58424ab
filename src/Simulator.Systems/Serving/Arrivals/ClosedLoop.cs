namespace Simulator.Systems.Serving.Arrivals;

/// <summary>A fixed number of clients, each of which sends its next request as soon as its last one has left; all begin at time 0.</summary>
/// <param name="concurrency">Clients, at least 1.</param>
/// <param name="requests">Requests of all clients together.</param>
/// <param name="lengths">Their lengths.</param>
/// <param name="random">Where chance comes from.</param>
public sealed class ClosedLoop(int concurrency, long requests, ILengths lengths, RandomSource random) : IArrivals
{
    private readonly Queue<double> due = new(Enumerable.Repeat(0.0, (int)Math.Min(concurrency, requests)));
    private long left = requests;

    /// <inheritdoc/>
    public double NextSeconds => left > 0 && due.TryPeek(out var seconds) ? seconds : double.PositiveInfinity;

    /// <inheritdoc/>
    public Arrival Take()
    {
        left--;
        return new Arrival(due.Dequeue(), lengths.Draw(random));
    }

    /// <inheritdoc/>
    public void Leave(in Arrival arrival, double seconds) => due.Enqueue(seconds);
}
