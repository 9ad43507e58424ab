using System.Collections.Immutable;
using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Engines;

/// <summary>
/// Speculative decoding (Leviathan, Kalman, Matias, ICML 2023): tokens are drafted for every sequence, and one step verifies them all. A draft is
/// accepted where all before it are, and then with a probability of its own; after the accepted ones follows one more token, so that a step yields at
/// least one.
/// </summary>
public sealed class Speculation
{
    private readonly double[] reach;

    /// <summary>Speculation with given probabilities.</summary>
    /// <param name="drafts">Tokens drafted for each sequence and step, at least 1.</param>
    /// <param name="acceptance">The probability that a draft is accepted where those before it are, by position; the last holds for all further ones.</param>
    /// <param name="seed">The seed of chance.</param>
    /// <exception cref="InputException">A probability is below 0 or above 1, or there is none or more than there are drafts.</exception>
    public Speculation(int drafts, ImmutableArray<double> acceptance, int seed = 1)
    {
        if (acceptance.IsDefaultOrEmpty || acceptance.Length > drafts || acceptance.Any(a => a is not (>= 0 and <= 1)))
        {
            var given = acceptance.IsDefault ? "" : string.Join(", ", acceptance.Select(a => a.ToString(CultureInfo.InvariantCulture)));
            throw new InputException($"'{given}' is not accepted; accepted: a probability from 0 to 1, or up to {drafts}, by position", key: "acceptance");
        }

        (Drafts, Acceptance, Seed) = (drafts, acceptance, seed);
        reach = new double[drafts];
        var all = 1.0;
        for (var i = 0; i < drafts; i++)
        {
            reach[i] = all *= acceptance[Math.Min(i, acceptance.Length - 1)];
        }
    }

    /// <summary>Tokens drafted for each sequence and step.</summary>
    public int Drafts { get; }

    /// <summary>The probability that a draft is accepted where those before it are, by position.</summary>
    public ImmutableArray<double> Acceptance { get; }

    /// <summary>The seed of chance.</summary>
    public int Seed { get; }

    /// <summary>Tokens of a step and sequence, expected: (1 − a^(k+1)) / (1 − a) for k drafts of one probability a.</summary>
    public double ExpectedTokens => 1 + reach.Sum();

    /// <summary>The same with another seed.</summary>
    /// <param name="seed">The seed of chance.</param>
    /// <returns>Speculation of the same probabilities.</returns>
    public Speculation Seeded(int seed) => new(Drafts, Acceptance, seed);

    /// <summary>Reads probabilities: one, or several with commas.</summary>
    /// <param name="text">Such as <c>0.7</c> or <c>0.9,0.7,0.5</c>.</param>
    /// <returns>The probabilities.</returns>
    /// <exception cref="InputException">Something is no number from 0 to 1.</exception>
    public static ImmutableArray<double> ParseAcceptance(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',').Select(Parse)];

        static double Parse(string part) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1
            ? value
            : throw new InputException($"'{part.Trim()}' is not accepted; accepted: a probability from 0 to 1, or several with commas", key: "acceptance");
    }

    /// <summary>Tokens of one step of one sequence.</summary>
    /// <param name="chance">A number of the uniform distribution over [0, 1).</param>
    /// <returns>From 1 to the drafts and one more.</returns>
    public int Tokens(double chance)
    {
        var tokens = 1;
        while (tokens <= reach.Length && chance < reach[tokens - 1])
        {
            tokens++;
        }

        return tokens;
    }
}
