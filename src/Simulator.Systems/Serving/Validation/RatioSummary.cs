using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Validation;

/// <summary>How predictions of one metric stand to measurements.</summary>
/// <param name="Mape">Mean absolute error, as a fraction.</param>
/// <param name="MedianApe">Median absolute error.</param>
/// <param name="Bias">Geometric mean of predicted over measured, minus 1.</param>
/// <param name="Low">5 % of measured over predicted lie below.</param>
/// <param name="High">5 % of measured over predicted lie above: with <paramref name="Low"/> a 90 % interval.</param>
public sealed record RatioSummary(double Mape, double MedianApe, double Bias, double Low, double High)
{
    /// <summary>Summarises ratios.</summary>
    /// <param name="ratios">Predicted over measured, at least one.</param>
    /// <returns>The summary.</returns>
    public static RatioSummary Of(IEnumerable<double> ratios)
    {
        ImmutableArray<double> all = [.. ratios];
        double[] errors = [.. all.Select(r => Math.Abs(r - 1)).Order()];
        double[] inverse = [.. all.Select(r => 1 / r).Order()];
        return new RatioSummary(
            errors.Average(), At(errors, 0.5), Math.Exp(all.Average(Math.Log)) - 1, At(inverse, 0.05), At(inverse, 0.95));
    }

    private static double At(double[] sorted, double fraction) => sorted[(int)Math.Round(fraction * (sorted.Length - 1))];
}
