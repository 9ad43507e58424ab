using MathNet.Numerics.Distributions;

namespace Simulator.Exploration.Replications;

/// <summary>A figure over independent replications.</summary>
/// <param name="Mean">Its mean over the replications.</param>
/// <param name="HalfWidth">Half the width of the 95 % confidence interval of the mean (Student's t); NaN with one replication.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
public readonly record struct ReplicatedValue(double Mean, double HalfWidth, double Least, double Most)
{
    private const double Confidence = 0.95;

    /// <summary>Summarises values.</summary>
    /// <param name="values">One per replication, at least one.</param>
    /// <returns>The summary.</returns>
    public static ReplicatedValue Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var mean = values.Average();
        if (values.Count < 2)
        {
            return new ReplicatedValue(mean, double.NaN, mean, mean);
        }

        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        var quantile = StudentT.InvCDF(0, 1, values.Count - 1, (1 + Confidence) / 2);
        return new ReplicatedValue(mean, quantile * Math.Sqrt(variance / values.Count), values.Min(), values.Max());
    }
}
