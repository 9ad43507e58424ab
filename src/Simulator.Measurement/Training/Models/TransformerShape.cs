using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Training.Models;

/// <summary>The sizes of a byte-level decoder and of its batch.</summary>
/// <param name="Layers">Layers, at least 1.</param>
/// <param name="Hidden">Elements of a token, heads × a multiple of 16.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="Inner">Elements between the two products of the feed-forward part, a multiple of 16.</param>
/// <param name="Sequence">Tokens of a sequence, a multiple of 16.</param>
/// <param name="Batch">Sequences of a step.</param>
public sealed record TransformerShape(int Layers, int Hidden, int Heads, int Inner, int Sequence, int Batch)
{
    /// <summary>Bytes: the vocabulary.</summary>
    public const int Vocabulary = 256;

    // More would take hours and many gigabytes on a processor.
    private const long MostParameters = 100_000_000;
    private const long MostTokens = 1 << 16;

    /// <summary>Tokens of a step.</summary>
    public int Tokens => Batch * Sequence;

    /// <summary>Parameters of the linear parts of the layers.</summary>
    public long LayerParameters => Layers * ((4L * Hidden * Hidden) + (3L * Hidden * Inner));

    /// <summary>All parameters: those, embedding, head and gains.</summary>
    public long Parameters => LayerParameters + (2L * Vocabulary * Hidden) + ((2L * Layers) + 1) * Hidden;

    /// <summary>
    /// Floating-point operations of a training step: 6 per parameter of a product and token, and attention's 12 · hidden per pair of tokens and layer.
    /// </summary>
    public double StepFlop => (6.0 * (LayerParameters + (Vocabulary * Hidden)) * Tokens) + (12.0 * Layers * Hidden * Sequence * Tokens);

    /// <summary>Checks the sizes.</summary>
    /// <exception cref="InputException">A size cannot be had; its key is the option's name.</exception>
    public void Check()
    {
        if (Heads < 1 || Hidden % (16 * Heads) != 0)
            throw new InputException($"'{Hidden}' is not accepted; accepted: the heads ({Heads}) times a multiple of 16", key: "--hidden");
        Multiple(Inner, "--inner");
        Multiple(Sequence, "--seq");
        if (Parameters > MostParameters)
            throw new InputException($"{Parameters} parameters with {Layers} layers; accepted: at most {MostParameters}", key: "--hidden");
        if ((long)Batch * Sequence > MostTokens)
            throw new InputException($"{(long)Batch * Sequence} bytes in a step; accepted: at most {MostTokens}", key: "--batch");
    }

    private static void Multiple(int value, string key)
    {
        if (value % 16 != 0)
            throw new InputException($"'{value}' is not accepted; accepted: a multiple of 16", key: key);
    }
}
