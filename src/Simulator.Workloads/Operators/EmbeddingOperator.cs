using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Looks up one row of the embedding table per token.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows looked up.</param>
/// <param name="Hidden">Width of a row.</param>
/// <param name="Vocab">Rows of the table on this rank.</param>
public sealed record EmbeddingOperator(StreamPrecision Precision, int Tokens, int Hidden, int Vocab) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "embedding";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};hidden={Hidden};vocab={Vocab}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => 4.0 * Tokens;

    /// <inheritdoc/>
    public override double ParameterReadBytes => (double)Math.Min(Tokens, Vocab) * Hidden * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => (double)Tokens * Hidden * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => 0;
}
