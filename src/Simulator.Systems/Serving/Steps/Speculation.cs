namespace Simulator.Systems.Serving.Steps;

/// <summary>
/// Drafted tokens that a step verifies (multi-token prediction: DeepSeek-V3 technical report, section 2.2). Acceptance is taken to be alike for every
/// token and to end with the first refusal (Leviathan et al., "Fast inference from transformers via speculative decoding", ICML 2023, equation 1).
/// </summary>
/// <param name="DraftTokens">Tokens drafted for each sequence and step, at least 0; each by one more pass of a single layer and the head.</param>
/// <param name="Acceptance">The probability that a drafted token is accepted where those before it were, from 0 to 1.</param>
public readonly record struct Speculation(int DraftTokens, double Acceptance = Speculation.Typical)
{
    /// <summary>
    /// Acceptance of a first drafted token of DeepSeek's models on text is 0.85 to 0.9 (technical report, section 5.4.3); later ones, and prompts of
    /// random tokens, have less; estimated.
    /// </summary>
    public const double Typical = 0.7;

    /// <summary>Tokens by which a sequence advances in a step, on average; at least 1.</summary>
    public double TokensPerStep
    {
        get
        {
            double tokens = 1, chance = 1;
            for (var i = 0; i < DraftTokens; i++)
            {
                tokens += chance *= Acceptance;
            }

            return tokens;
        }
    }
}
