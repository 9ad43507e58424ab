namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Requests at independent gamma-distributed intervals: a Poisson process at a variation of 1, bursts above, regular arrivals at 0.</summary>
/// <param name="perSecond">Requests per second on average, above 0.</param>
/// <param name="variation">Standard deviation of an interval over its mean, at least 0.</param>
/// <param name="requests">How many come in all.</param>
/// <param name="lengths">Their lengths.</param>
/// <param name="random">Where chance comes from.</param>
/// <param name="day">How the rate follows the day, with the same mean; null where it is constant.</param>
public sealed class RenewalArrivals(double perSecond, double variation, long requests, ILengths lengths, RandomSource random, DiurnalRate? day = null)
    : IArrivals
{
    private readonly RenewalProcess process = new(perSecond, variation, random, day);
    private long left = requests;

    /// <inheritdoc/>
    public double NextSeconds => left > 0 ? process.NextSeconds : double.PositiveInfinity;

    /// <inheritdoc/>
    public Arrival Take()
    {
        if (left <= 0)
        {
            throw new InvalidOperationException("no request is due");
        }

        left--;
        var arrival = new Arrival(process.NextSeconds, lengths.Draw(random));
        process.Advance();
        return arrival;
    }

    /// <inheritdoc/>
    public void Leave(in Arrival arrival, double seconds)
    {
    }
}
