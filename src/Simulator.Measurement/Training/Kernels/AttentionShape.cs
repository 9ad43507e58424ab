namespace Simulator.Measurement.Training.Kernels;

/// <summary>The sizes of a causal self-attention: heads of <paramref name="Width"/> elements side by side in rows of a token.</summary>
/// <param name="Batch">Sequences.</param>
/// <param name="Sequence">Tokens of a sequence, a multiple of 16.</param>
/// <param name="Heads">Heads.</param>
/// <param name="Width">Elements of a head, a multiple of 16.</param>
internal readonly record struct AttentionShape(int Batch, int Sequence, int Heads, int Width)
{
    /// <summary>Elements of all heads of a token.</summary>
    internal int Hidden => Heads * Width;

    /// <summary>What scores are multiplied with: 1/√width.</summary>
    internal float Scale => 1 / MathF.Sqrt(Width);
}
