namespace Simulator.Systems.Serving.Metrics;

/// <summary>How steps were launched, and what padding to the sizes of CUDA graphs cost.</summary>
/// <param name="Eager">Steps that were launched kernel by kernel.</param>
/// <param name="Piecewise">Steps that were launched as graphs between attentions.</param>
/// <param name="Tokens">Tokens of all steps.</param>
/// <param name="Padding">Tokens computed for nothing.</param>
public readonly record struct LaunchUse(long Eager, long Piecewise, long Tokens, long Padding)
{
    /// <summary>Padding over all tokens computed, from 0 to 1.</summary>
    public double PaddingShare => Tokens > 0 ? (double)Padding / (Tokens + Padding) : 0;

    internal LaunchUse Plus(LaunchUse other) => new(Eager + other.Eager, Piecewise + other.Piecewise, Tokens + other.Tokens, Padding + other.Padding);
}
