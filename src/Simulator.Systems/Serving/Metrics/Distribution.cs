namespace Simulator.Systems.Serving.Metrics;

/// <summary>What is kept of a distribution, in the unit of its values.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="P50">The median.</param>
/// <param name="P90">The 90th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Largest">The largest.</param>
public readonly record struct Distribution(double Mean, double P50, double P90, double P99, double Largest)
{
    /// <summary>Summarises a histogram.</summary>
    /// <param name="histogram">The histogram.</param>
    /// <returns>The distribution; NaN throughout where it is empty.</returns>
    public static Distribution Of(LogHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        return histogram.Count == 0
            ? new Distribution(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)
            : new Distribution(histogram.Mean, histogram.Quantile(0.5), histogram.Quantile(0.9), histogram.Quantile(0.99), histogram.Largest);
    }
}
