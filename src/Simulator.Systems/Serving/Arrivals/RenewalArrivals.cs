namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Requests at independent gamma-distributed intervals: a Poisson process at a variation of 1, bursts above, regular arrivals at 0.</summary>
/// <param name="perSecond">Requests per second on average, above 0.</param>
/// <param name="variation">Standard deviation of an interval over its mean, at least 0.</param>
/// <param name="requests">How many come in all.</param>
/// <param name="lengths">Their lengths.</param>
/// <param name="random">Where chance comes from.</param>
public sealed class RenewalArrivals(double perSecond, double variation, long requests, ILengths lengths, RandomSource random) : IArrivals
{
    private long left = requests;
    private double next = Interval(perSecond, variation, random);

    /// <inheritdoc/>
    public double NextSeconds => left > 0 ? next : double.PositiveInfinity;

    /// <inheritdoc/>
    public Arrival Take()
    {
        if (left <= 0)
        {
            throw new InvalidOperationException("no request is due");
        }

        left--;
        var arrival = new Arrival(next, lengths.Draw(random));
        next += Interval(perSecond, variation, random);
        return arrival;
    }

    /// <inheritdoc/>
    public void Leave(double seconds)
    {
    }

    private static double Interval(double perSecond, double variation, RandomSource random) => variation switch
    {
        0 => 1 / perSecond,
        1 => random.Exponential() / perSecond,
        _ => random.Gamma(1 / (variation * variation)) * variation * variation / perSecond,
    };
}
