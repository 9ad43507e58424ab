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
        while (2 * (below + 1) < n && 2 * binomial.CumulativeDistribution(below) <= 1 - confidence)
        {
            below++;
        }

        // The samples with ranks below and n - 1 - below leave the median out with probability 2 P(X < below), at most 1 - confidence.
        below = Math.Max(0, 2 * binomial.CumulativeDistribution(below - 1) <= 1 - confidence ? below : below - 1);
        return (sorted[below], sorted[n - 1 - below]);
    }
}
