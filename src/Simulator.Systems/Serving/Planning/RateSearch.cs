using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Planning;

/// <summary>The highest rate at which an objective holds, found by bisection.</summary>
/// <param name="Best">The highest rate at which it held; null where it held at none.</param>
/// <param name="Failed">The lowest rate at which it did not, above <see cref="Best"/>; null where it held at all.</param>
/// <param name="Held">All points at which it held, by rate.</param>
public sealed record RateSearch(RatePoint? Best, RatePoint? Failed, ImmutableArray<RatePoint> Held)
{
    private const double Up = 1.25;
    private const int Steps = 24;

    /// <summary>Searches.</summary>
    /// <param name="run">What a fleet comes to under a rate.</param>
    /// <param name="attainment">The part of the requests that must keep the objective.</param>
    /// <param name="guess">The rate to begin with, above 0.</param>
    /// <param name="tolerance">The relative width to which the rate is narrowed down.</param>
    /// <returns>What was found. Rates below a thousandth of the guess are not tried.</returns>
    public static RateSearch Find(Func<double, RatePoint> run, double attainment, double guess, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(run);
        var held = new List<RatePoint>();
        RatePoint? best = null, failed = null;
        var (rate, down) = (guess, 0.85);
        for (var i = 0; i < Steps && (best is null || failed is null) && rate > guess / 1000; i++)
        {
            Try(rate);
            rate = failed is null ? best!.Rate * Up : best is null ? failed.Rate * down : rate;
            down = best is null && failed is not null ? Math.Max(0.3, down * 0.85) : down;
        }

        while (best is not null && failed is not null && failed.Rate > best.Rate * (1 + tolerance))
        {
            Try(Math.Sqrt(best.Rate * failed.Rate));
        }

        return new RateSearch(best, failed, [.. held.OrderBy(p => p.Rate)]);

        void Try(double at)
        {
            var point = run(at);
            if (!point.Cut && point.Attainment >= attainment)
            {
                held.Add(point);
                best = point;
            }
            else
            {
                failed = point;
            }
        }
    }
}
