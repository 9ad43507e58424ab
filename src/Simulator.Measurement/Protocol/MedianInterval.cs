namespace Simulator.Measurement.Protocol;

/// <summary>
/// The median of samples and an interval that holds the true median with a known confidence, whatever the distribution: the samples of rank l and
/// n + 1 − l, where the number of samples below the true median is binomial (n, ½) (Hahn and Meeker, "Statistical Intervals", section 5.2).
/// </summary>
/// <param name="Median">The median of the samples.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Confidence">The confidence that the interval really has: that asked for or more, or less where there are too few samples for it.</param>
public readonly record struct MedianInterval(double Median, double Low, double High, double Confidence)
{
    /// <summary>The width of the interval over the median.</summary>
    public double RelativeWidth => Median > 0 ? (High - Low) / Median : 0;

    /// <summary>Computes the median and its interval.</summary>
    /// <param name="samples">At least one sample, in any order.</param>
    /// <param name="confidence">The confidence asked for, below 1.</param>
    /// <returns>The narrowest symmetric interval with that confidence; from the smallest to the largest sample where even that has less.</returns>
    public static MedianInterval Of(IReadOnlyCollection<double> samples, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count);
        var sorted = samples.Order().ToArray();
        var n = sorted.Length;

        // Ranks l and n + 1 − l miss the median with probability 2 P(B ≤ l − 1).
        var (rank, tail, term) = (1, Math.Pow(0.5, n), Math.Pow(0.5, n));
        while (rank < (n + 1) / 2)
        {
            term *= (double)(n - rank + 1) / rank;
            if (1 - (2 * (tail + term)) < confidence)
                break;
            tail += term;
            rank++;
        }

        var median = n % 2 == 1 ? sorted[n / 2] : (sorted[(n / 2) - 1] + sorted[n / 2]) / 2;
        return new MedianInterval(median, sorted[rank - 1], sorted[n - rank], Math.Max(0, 1 - (2 * tail)));
    }
}
