namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Constant prompts and answers of a geometric length: the discrete form of exponential service.</summary>
/// <param name="inputTokens">Tokens of every prompt, at least 1.</param>
/// <param name="meanOutputTokens">The mean length of an answer, at least 1.</param>
public sealed class GeometricLengths(int inputTokens, double meanOutputTokens) : ILengths
{
    /// <inheritdoc/>
    public RequestShape Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var tokens = meanOutputTokens <= 1 ? 1 : 1 + Math.Floor(-random.Exponential() / Math.Log(1 - (1 / meanOutputTokens)));
        return new RequestShape(inputTokens, (int)Math.Min(tokens, int.MaxValue));
    }
}
