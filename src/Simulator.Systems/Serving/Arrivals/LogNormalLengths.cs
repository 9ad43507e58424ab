using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>
/// Constant prompts and answers of a log-normal length: many short ones and a long tail, as answers of models that reason have. What would be longer than
/// the longest is cut off there.
/// </summary>
public sealed class LogNormalLengths : ILengths
{
    /// <summary>The normal distribution's 99th percentile, in standard deviations.</summary>
    private const double Quantile99 = 2.3263478740408408;

    private readonly int input;
    private readonly int longest;
    private readonly double location;

    /// <summary>Prepares the distribution.</summary>
    /// <param name="inputTokens">Tokens of every prompt, at least 1.</param>
    /// <param name="meanTokens">The mean length of an answer before any is cut off, at least 1.</param>
    /// <param name="p99Tokens">The 99th percentile; that of the mean where all are alike.</param>
    /// <param name="longestTokens">The longest answer, at least 1.</param>
    /// <exception cref="InputException">No log-normal distribution has this mean and percentile.</exception>
    public LogNormalLengths(int inputTokens, double meanTokens, double p99Tokens, int longestTokens)
    {
        (input, longest) = (inputTokens, longestTokens);
        Spread = SpreadOf(meanTokens, p99Tokens);
        location = Math.Log(meanTokens) - (Spread * Spread / 2);
    }

    /// <summary>The standard deviation of the logarithm; 0 where all answers are alike.</summary>
    public double Spread { get; }

    /// <inheritdoc/>
    public RequestShape Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var tokens = Spread > 0 ? Math.Exp(location + (Spread * random.Normal())) : Math.Exp(location);
        return new RequestShape(input, (int)Math.Clamp(Math.Round(tokens), 1, longest));
    }

    // p99 / mean = exp(z s - s²/2): the smaller root, which grows from 0 with the ratio up to s = z.
    private static double SpreadOf(double mean, double p99)
    {
        var most = Math.Exp(Quantile99 * Quantile99 / 2);
        if (p99 < mean || p99 > most * mean)
        {
            var (least, largest) = (Math.Ceiling(mean), Math.Floor(most * mean));
            throw new InputException(FormattableString.Invariant(
                $"{p99:0} as 99th percentile of answers of {mean:0} tokens on average; accepted: {least:0} to {largest:0}"), key: "output_p99");
        }

        return Quantile99 - Math.Sqrt(Math.Max(0, (Quantile99 * Quantile99) - (2 * Math.Log(p99 / mean))));
    }
}
