namespace Simulator.Measurement.Protocol;

/// <summary>Samples outside Tukey's fences, a quartile and one and a half interquartile ranges beyond. They are told, and stay in the statistics.</summary>
/// <param name="Low">Samples below the lower fence.</param>
/// <param name="High">Samples above the upper fence.</param>
public readonly record struct Outliers(int Low, int High)
{
    private const double Fence = 1.5;

    /// <summary>All of them.</summary>
    public int Count => Low + High;

    /// <summary>Counts outliers.</summary>
    /// <param name="samples">Samples in any order; with fewer than four there are no outliers.</param>
    /// <returns>The counts.</returns>
    public static Outliers Of(IReadOnlyCollection<double> samples)
    {
        if (samples.Count < 4)
            return default;
        var sorted = samples.Order().ToArray();
        double first = Quantile(sorted, 0.25), third = Quantile(sorted, 0.75), reach = Fence * (third - first);
        return new Outliers(sorted.Count(s => s < first - reach), sorted.Count(s => s > third + reach));
    }

    private static double Quantile(double[] sorted, double at)
    {
        var position = at * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
