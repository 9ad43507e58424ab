using MathNet.Numerics.Distributions;

namespace Simulator.Measurement.Protocol;

/// <summary>
/// A confidence interval of the median from order statistics, which assumes nothing about how the samples are distributed (David and Nagaraja, "Order
/// Statistics", 2003): the number of samples below the median is binomial.
/// </summary>
public static class MedianInterval
{
    /// <summary>The interval.</summary>
    /// <param name="sorted">The samples in ascending order, at least one.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>The two samples that bound the median with at least that confidence; the extremes where there are too few samples.</returns>
    public static (double Low, double High) Of(IReadOnlyList<double> sorted, double confidence)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        var n = sorted.Count;
        var binomial = new Binomial(0.5, n);
        var below = 0;
        // The samples of ranks below and n - 1 - below, from 0, leave the median out where at most that many samples are below it, or above it.
        while (2 * (below + 1) < n && 2 * binomial.CumulativeDistribution(below + 1) <= 1 - confidence)
        {
            below++;
        }

        return (sorted[below], sorted[n - 1 - below]);
    }
}
