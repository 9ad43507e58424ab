namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Lengths drawn evenly from a fraction of the longest up to the longest, prompt and answer apart.</summary>
/// <param name="inputTokens">The longest prompt, at least 1.</param>
/// <param name="outputTokens">The longest answer, at least 1.</param>
/// <param name="shortest">The shortest as a fraction of the longest, from 0 to 1; 1 for constant lengths.</param>
public sealed class UniformLengths(int inputTokens, int outputTokens, double shortest = 1) : ILengths
{
    /// <inheritdoc/>
    public RequestShape Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new RequestShape(Between(inputTokens, random), Between(outputTokens, random));
    }

    private int Between(int longest, RandomSource random)
    {
        var least = Math.Max(1, (int)(longest * shortest));
        return least + (int)(random.Uniform() * (longest - least + 1));
    }
}
