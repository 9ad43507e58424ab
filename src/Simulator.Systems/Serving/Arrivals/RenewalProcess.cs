namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Points in time at independent gamma-distributed intervals, on a constant rate or on one that follows the day.</summary>
public sealed class RenewalProcess
{
    private readonly double variation;
    private readonly double perSecond;
    private readonly RandomSource random;
    private readonly DiurnalRate? day;
    private double operational;

    /// <summary>A process, with its first point drawn.</summary>
    /// <param name="perSecond">Points per second on average, above 0.</param>
    /// <param name="variation">Standard deviation of an interval over its mean, at least 0: 1 is a Poisson process, more are bursts.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="day">How the rate follows the day, with the same mean; null where it is constant.</param>
    public RenewalProcess(double perSecond, double variation, RandomSource random, DiurnalRate? day = null)
    {
        (this.perSecond, this.variation, this.random, this.day) = (perSecond, variation, random, day);
        Advance();
    }

    /// <summary>The next point, in seconds.</summary>
    public double NextSeconds { get; private set; }

    /// <summary>Goes on to the point after it.</summary>
    public void Advance()
    {
        operational += Interval();
        NextSeconds = day is null ? operational : day.SecondsOf(operational * perSecond);
    }

    private double Interval() => variation switch
    {
        0 => 1 / perSecond,
        1 => random.Exponential() / perSecond,
        _ => random.Gamma(1 / (variation * variation)) * variation * variation / perSecond,
    };
}
