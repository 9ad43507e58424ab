using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Draws the next token from the logits: softmax and one pass for the choice.</summary>
/// <param name="Precision">The format of the logits.</param>
/// <param name="Tokens">Rows of logits.</param>
/// <param name="Vocab">Width of a row.</param>
public sealed record SampleOperator(StreamPrecision Precision, int Tokens, int Vocab) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "sample";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};vocab={Vocab}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => 2.0 * Tokens * Vocab * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => 4.0 * Tokens;

    /// <inheritdoc/>
    public override double SpecialFunctions => (double)Tokens * Vocab;

    /// <inheritdoc/>
    public override double Flops => 4.0 * Tokens * Vocab;
}
