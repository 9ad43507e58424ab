using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;

namespace Simulator.Measurement.Fitting;

/// <summary>
/// Error intervals for a GPU that has not been seen, by split conformal prediction (Vovk, Gammerman and Shafer, 2005; Lei et al., 2018): the residuals
/// measured / predicted of GPUs that were left out of the fit, taken per operator family and regime, each GPU counting the same; their 5th and 95th
/// percentile hold 90 % of a further GPU's rows if that GPU is like the others.
/// </summary>
public static class ConformalIntervals
{
    private const double Tail = 0.05;
    private const int Enough = 30;

    /// <summary>Works out the intervals.</summary>
    /// <param name="leftOut">Comparisons of GPUs when each was left out.</param>
    /// <param name="fallback">The intervals of families that have too few rows.</param>
    /// <returns>The table.</returns>
    public static IntervalTable Of(IEnumerable<Comparison> leftOut, IntervalTable fallback)
    {
        var families = leftOut.GroupBy(c => c.Estimate.Family).ToDictionary(g => g.Key, g => g.ToArray());
        return new IntervalTable
        {
            Gemm = Family(OperatorFamily.Gemm),
            GemmQuantised = Family(OperatorFamily.GemmQuantised),
            AttentionPrefill = Family(OperatorFamily.AttentionPrefill),
            AttentionDecode = Family(OperatorFamily.AttentionDecode),
            Mla = Family(OperatorFamily.Mla),
            Moe = Family(OperatorFamily.Moe),
            Recurrent = Family(OperatorFamily.Recurrent),
            Streaming = Family(OperatorFamily.Streaming),
            Collective = Family(OperatorFamily.Collective),
        };

        RegimeIntervals Family(OperatorFamily family)
        {
            var old = fallback.Of(family);
            if (!families.TryGetValue(family, out var rows))
            {
                return old;
            }

            var all = Interval(rows) ?? old.Medium;
            var byRegime = rows.ToLookup(c => ReferenceEquals(old.Of(c.Estimate.Seconds), old.Small) ? 0 : ReferenceEquals(old.Of(c.Estimate.Seconds), old.Large) ? 2 : 1);
            return new RegimeIntervals { Small = Interval([.. byRegime[0]]) ?? all, Medium = Interval([.. byRegime[1]]) ?? all, Large = Interval([.. byRegime[2]]) ?? all };
        }
    }

    /// <summary>The share of each GPU's rows that the other GPUs' intervals hold: what the interval is worth on a GPU that it has not seen.</summary>
    /// <param name="leftOut">Comparisons of GPUs when each was left out.</param>
    /// <param name="fallback">The intervals of families that have too few rows.</param>
    /// <returns>Coverage by GPU and operator.</returns>
    public static IReadOnlyList<(string Gpu, string Op, double Coverage)> Coverage(IReadOnlyCollection<Comparison> leftOut, IntervalTable fallback)
    {
        var coverage = new List<(string, string, double)>();
        foreach (var gpu in leftOut.GroupBy(c => c.Measured.Gpu))
        {
            var others = Of(leftOut.Where(c => c.Measured.Gpu != gpu.Key), fallback);
            foreach (var op in gpu.GroupBy(c => c.Measured.Operator.Op))
            {
                coverage.Add((gpu.Key, op.Key, op.Average(c => Holds(others, c) ? 1.0 : 0.0)));
            }
        }

        return coverage;
    }

    private static bool Holds(IntervalTable table, Comparison c)
    {
        var interval = table.Of(c.Estimate.Family, c.Estimate.Seconds);
        var ratio = c.Measured.LatencySeconds / c.Estimate.Seconds;
        return ratio >= interval.Low && ratio <= interval.High;
    }

    private static IntervalCoefficients? Interval(Comparison[] rows)
    {
        if (rows.Length < Enough)
        {
            return null;
        }

        var perGpu = rows.GroupBy(c => c.Measured.Gpu).ToDictionary(g => g.Key, g => 1.0 / g.Count());
        var residuals = rows.Select(c => (Ratio: c.Measured.LatencySeconds / c.Estimate.Seconds, Weight: perGpu[c.Measured.Gpu] / perGpu.Count)).OrderBy(r => r.Ratio).ToArray();
        return new IntervalCoefficients { Low = Math.Min(1, Quantile(residuals, Tail)), High = Math.Max(1, Quantile(residuals, 1 - Tail)) };
    }

    private static double Quantile((double Ratio, double Weight)[] residuals, double share)
    {
        var sum = 0.0;
        foreach (var (ratio, weight) in residuals)
        {
            sum += weight;
            if (sum >= share)
            {
                return ratio;
            }
        }

        return residuals[^1].Ratio;
    }
}
