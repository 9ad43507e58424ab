namespace Simulator.Systems.Serving.Arrivals;

/// <summary>What a request asks of an engine.</summary>
/// <param name="InputTokens">Tokens of its prompt, at least 1.</param>
/// <param name="OutputTokens">Tokens that it is answered with, at least 1.</param>
public readonly record struct RequestShape(int InputTokens, int OutputTokens)
{
    /// <summary>Prompt and answer together.</summary>
    public long TotalTokens => (long)InputTokens + OutputTokens;
}
