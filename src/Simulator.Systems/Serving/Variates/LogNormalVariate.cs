using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Variates;

/// <summary>
/// The log-normal distribution, which fits prompt and answer lengths of services with long tails. Given by mean and 99th percentile:
/// with z the normal 99th percentile, ln(p99 / mean) = zσ − σ²/2, of which the smaller root counts.
/// </summary>
public sealed class LogNormalVariate : IVariate
{
    /// <summary>The largest p99 over mean that a log-normal distribution reaches: exp(z² / 2), at σ = z.</summary>
    public static readonly double LargestRatio = Math.Exp(Z99 * Z99 / 2);

    private const double Z99 = 2.3263478740408408;
    private readonly double mu;

    /// <summary>A distribution.</summary>
    /// <param name="mean">Its mean, above 0.</param>
    /// <param name="p99">Its 99th percentile, at least the mean and at most <see cref="LargestRatio"/> times it.</param>
    /// <param name="key">The key that the percentile has in files, for messages.</param>
    /// <exception cref="InputException">The percentile is out of that range.</exception>
    public LogNormalVariate(double mean, double p99, string? key = null)
    {
        var ratio = p99 / mean;
        if (!(ratio >= 1 && ratio <= LargestRatio))
        {
            var problem = FormattableString.Invariant($"{p99} is no 99th percentile of a log-normal distribution of mean {mean}");
            throw new InputException(FormattableString.Invariant($"{problem}; accepted: 1 to {LargestRatio:0.0} times the mean"), key: key);
        }

        Mean = mean;
        Sigma = Z99 - Math.Sqrt(Math.Max(0, (Z99 * Z99) - (2 * Math.Log(ratio))));
        mu = Math.Log(mean) - (Sigma * Sigma / 2);
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <summary>The standard deviation of the logarithm, σ; 0 where all values are alike.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public double Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Math.Exp(mu + (Sigma * random.Normal()));
    }
}
