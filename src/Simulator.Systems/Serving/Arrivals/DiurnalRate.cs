namespace Simulator.Systems.Serving.Arrivals;

/// <summary>
/// A rate that follows the day: r(t) = mean · (1 − a·cos(2πt / period)) with a = peak / mean − 1, lowest at time 0. A process of rate 1 is brought onto it
/// by the inverse of the requests expected up to a time (Çinlar, "Introduction to Stochastic Processes", 1975), so bursts stay bursts.
/// </summary>
/// <param name="PerSecond">The mean rate, above 0.</param>
/// <param name="PeakToMean">The highest rate over the mean, from 1 to 2; at 2 the lowest is 0.</param>
/// <param name="PeriodSeconds">The period, above 0.</param>
public sealed record DiurnalRate(double PerSecond, double PeakToMean, double PeriodSeconds)
{
    /// <summary>The rate at a time.</summary>
    /// <param name="seconds">The time.</param>
    /// <returns>Requests per second.</returns>
    public double At(double seconds) => PerSecond * (1 - ((PeakToMean - 1) * Math.Cos(Angle(seconds))));

    /// <summary>The requests expected up to a time: the integral of the rate.</summary>
    /// <param name="seconds">The time, at least 0.</param>
    /// <returns>Requests.</returns>
    public double Expected(double seconds) =>
        PerSecond * (seconds - ((PeakToMean - 1) * PeriodSeconds / (2 * Math.PI) * Math.Sin(Angle(seconds))));

    /// <summary>The time up to which as many requests are expected: the inverse of <see cref="Expected"/>, by bisection.</summary>
    /// <param name="requests">Requests, at least 0.</param>
    /// <returns>Seconds.</returns>
    public double SecondsOf(double requests)
    {
        var middle = requests / PerSecond;
        var swing = (PeakToMean - 1) * PeriodSeconds / (2 * Math.PI);
        var (low, high) = (Math.Max(0, middle - swing), middle + swing);
        while (true)
        {
            middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return high;
            }

            (low, high) = Expected(middle) < requests ? (middle, high) : (low, middle);
        }
    }

    private double Angle(double seconds) => 2 * Math.PI * seconds / PeriodSeconds;
}
