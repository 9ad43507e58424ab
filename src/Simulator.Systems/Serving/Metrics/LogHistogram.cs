using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>
/// Quantiles of a stream in constant memory: counts in buckets of constant relative width, so that a quantile is off by a known relative error at most
/// (Masson, Rim, Lee, "DDSketch", VLDB 2019). The mean and the largest are exact.
/// </summary>
public sealed class LogHistogram
{
    /// <summary>The largest relative error of a quantile.</summary>
    public const double RelativeError = 0.005;

    private const double Smallest = 1e-9;
    private static readonly double LogBase = Math.Log((1 + RelativeError) / (1 - RelativeError));
    private long[] counts = new long[1024];
    private double sum;

    /// <summary>Values so far.</summary>
    public long Count { get; private set; }

    /// <summary>The largest value; 0 without any.</summary>
    public double Largest { get; private set; }

    /// <summary>Their mean; NaN without any.</summary>
    public double Mean => Count > 0 ? sum / Count : double.NaN;

    /// <summary>Adds values.</summary>
    /// <param name="value">The value, at least 0; below 1e-9 it counts as that.</param>
    /// <param name="times">How often it occurs.</param>
    public void Add(double value, long times = 1)
    {
        var bucket = value <= Smallest ? 0 : 1 + (int)(Math.Log(value / Smallest) / LogBase);
        if (bucket >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(bucket + 1, 2 * counts.Length));
        }

        counts[bucket] += times;
        Count += times;
        sum += value * times;
        Largest = Math.Max(Largest, value);
    }

    /// <summary>The cumulative distribution, thinned to steps of half a percent, of a twentieth of a percent above 99 %.</summary>
    /// <returns>Rising values and shares, the last of which is 1; empty without values.</returns>
    public ImmutableArray<CumulativeShare> Cumulative()
    {
        var points = ImmutableArray.CreateBuilder<CumulativeShare>();
        long below = 0;
        var last = 0.0;
        for (var i = 0; i < counts.Length && below < Count; i++)
        {
            below += counts[i];
            var share = (double)below / Count;
            if (counts[i] > 0 && (below == Count || share - last >= (share > 0.99 ? 0.0005 : 0.005)))
            {
                points.Add(new CumulativeShare(below == Count ? Largest : ValueOf(i), share));
                last = share;
            }
        }

        return points.ToImmutable();
    }

    private double ValueOf(int bucket) => bucket == 0 ? Smallest : Math.Min(Largest, Smallest * Math.Exp((bucket - 0.5) * LogBase));

    /// <summary>A quantile.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <returns>A value within <see cref="RelativeError"/> of the one of rank ⌈fraction·(n−1)⌉; NaN without any.</returns>
    public double Quantile(double fraction)
    {
        if (Count == 0)
        {
            return double.NaN;
        }

        var rank = (long)Math.Ceiling(fraction * (Count - 1));
        long below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            if (below > rank)
            {
                return ValueOf(i);
            }
        }

        return Largest;
    }
}
