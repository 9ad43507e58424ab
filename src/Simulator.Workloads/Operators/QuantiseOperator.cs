using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Quantises activations for the product that follows, where no operator before it could do so on the way.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows.</param>
/// <param name="Hidden">Width of a row.</param>
public sealed record QuantiseOperator(StreamPrecision Precision, int Tokens, int Hidden) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "quantise";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};hidden={Hidden}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => (double)Tokens * Hidden * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => (double)Tokens * Hidden * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => 3.0 * Tokens * Hidden;
}
