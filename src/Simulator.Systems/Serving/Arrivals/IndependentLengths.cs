using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Prompts and answers that are drawn apart.</summary>
/// <param name="input">Tokens of a prompt; rounded, at least 1.</param>
/// <param name="output">Tokens of an answer; rounded, at least 1.</param>
public sealed class IndependentLengths(IVariate input, IVariate output) : ILengths
{
    /// <inheritdoc/>
    public RequestShape Draw(RandomSource random) => new(Tokens(input.Draw(random)), Tokens(output.Draw(random)));

    private static int Tokens(double drawn) => (int)Math.Clamp(Math.Round(drawn), 1, int.MaxValue);
}
