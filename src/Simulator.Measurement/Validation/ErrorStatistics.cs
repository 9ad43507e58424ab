namespace Simulator.Measurement.Validation;

/// <summary>How far predictions are from measurements; fractions, not percentages.</summary>
/// <param name="Rows">Rows compared.</param>
/// <param name="Mape">Mean absolute error: the mean of |predicted / measured − 1|.</param>
/// <param name="MedianApe">Median absolute error.</param>
/// <param name="P90Ape">90th percentile of the absolute error.</param>
/// <param name="Wape">Latency-weighted error: Σ |predicted − measured| / Σ measured.</param>
/// <param name="Bias">Mean of predicted / measured − 1.</param>
/// <param name="RooflineMape">Mean absolute error of the datasheet's roofline.</param>
/// <param name="IntervalCoverage">Share of rows inside the 90 % interval.</param>
public sealed record ErrorStatistics(
    int Rows, double Mape, double MedianApe, double P90Ape, double Wape, double Bias, double RooflineMape, double IntervalCoverage)
{
    /// <summary>Works out the statistics.</summary>
    /// <param name="rows">The comparisons, at least one.</param>
    /// <returns>The statistics.</returns>
    public static ErrorStatistics Of(IReadOnlyCollection<Comparison> rows)
    {
        var errors = rows.Select(r => Math.Abs(r.Error)).Order().ToArray();
        return new ErrorStatistics(
            rows.Count,
            errors.Average(),
            errors[errors.Length / 2],
            errors[Math.Min(errors.Length - 1, (int)(0.9 * errors.Length))],
            rows.Sum(r => Math.Abs(r.Estimate.Seconds - r.Measured.LatencySeconds)) / rows.Sum(r => r.Measured.LatencySeconds),
            rows.Average(r => r.Error),
            rows.Average(r => Math.Abs(r.RooflineError)),
            rows.Average(r => r.IsCovered ? 1.0 : 0.0));
    }
}
