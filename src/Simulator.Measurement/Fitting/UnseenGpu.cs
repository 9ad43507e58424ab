using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Fitting;

/// <summary>
/// The distribution of ln(measured / predicted) on a GPU that none of the residuals comes from: a GPU's shift, Student-t around the mean of the known GPUs'
/// medians with the variance of a new draw, s² (1 + 1/G), plus a row's deviation from its own GPU's median, each known GPU counting the same. Few GPUs say
/// little about s²; it is moderated towards the typical one of all operators as if <see cref="PriorGpus"/> more had been seen (Smyth, 2004).
/// </summary>
internal static class UnseenGpu
{
    private const double PriorGpus = 1;
    private const double Tail = 0.05;
    private const int RowsOfAGpu = 10;
    private const int Steps = 99;

    /// <summary>The typical variance of GPUs' medians: the median over cells that two GPUs or more measured; 0 where there are none.</summary>
    /// <param name="cells">The comparisons of each family and regime.</param>
    /// <returns>The variance of ln(measured / predicted).</returns>
    public static double TypicalShift(IEnumerable<Comparison[]> cells)
    {
        var variances = cells.Select(c => Medians(Residuals(c))).Where(m => m.Length > 1).Select(m => m.Variance()).ToArray();
        return variances.Length > 0 ? variances.Median() : 0;
    }

    /// <summary>The central 90 % of measured / predicted.</summary>
    /// <param name="rows">Comparisons of left-out GPUs, at least one.</param>
    /// <param name="typicalShift">The typical variance of GPUs' medians.</param>
    /// <returns>The interval; it holds 1.</returns>
    public static IntervalCoefficients Interval(Comparison[] rows, double typicalShift)
    {
        var gpus = Residuals(rows);
        var medians = Medians(gpus);
        var freedom = PriorGpus + medians.Length - 1;
        var variance = ((PriorGpus * typicalShift) + (medians.Length > 1 ? (medians.Length - 1) * medians.Variance() : 0)) / freedom;
        var scale = Math.Sqrt(variance * (1 + (1.0 / medians.Length)));
        var levels = Enumerable.Range(1, Steps).Select(i => i / (Steps + 1.0)).ToArray();
        var shifts = levels.Select(p => medians.Mean() + (scale > 0 ? StudentT.InvCDF(0, scale, freedom, p) : 0)).ToArray();
        var deviations = gpus.Zip(medians, (g, m) => levels.Select(p => g.Quantile(p) - m)).SelectMany(d => d).ToArray();
        var all = shifts.SelectMany(_ => deviations, (s, d) => s + d).ToArray();
        return new IntervalCoefficients { Low = Math.Min(1, Math.Exp(all.Quantile(Tail))), High = Math.Max(1, Math.Exp(all.Quantile(1 - Tail))) };
    }

    /// <summary>The residuals of each GPU; GPUs of a few rows count only where there is no other.</summary>
    private static double[][] Residuals(Comparison[] rows)
    {
        var gpus = rows.GroupBy(c => c.Measured.Gpu).Select(g => g.Select(c => Math.Log(c.Measured.LatencySeconds / c.Estimate.Seconds)).ToArray()).ToArray();
        double[][] enough = [.. gpus.Where(g => g.Length >= RowsOfAGpu)];
        return enough.Length > 0 ? enough : gpus;
    }

    private static double[] Medians(double[][] gpus) => [.. gpus.Select(g => g.Median())];
}
