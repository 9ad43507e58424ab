namespace Simulator.Systems.Serving.Metrics;

/// <summary>What speculative decoding yielded.</summary>
/// <param name="Verifications">Drafts verified: sequences of steps, summed over steps.</param>
/// <param name="Tokens">Tokens that these yielded.</param>
public readonly record struct SpeculationUse(long Verifications, long Tokens)
{
    /// <summary>Tokens of one sequence and step, at least 1; NaN without speculation.</summary>
    public double TokensPerStep => Verifications > 0 ? (double)Tokens / Verifications : double.NaN;

    internal SpeculationUse Plus(SpeculationUse other) => new(Verifications + other.Verifications, Tokens + other.Tokens);
}
