using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>The non-linearity between the products of a feed-forward layer: gated (SiLU of one half times the other) or plain.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows.</param>
/// <param name="Inter">Width of a row written.</param>
/// <param name="Gated">Whether two values are read for each one written.</param>
public sealed record ActivationOperator(StreamPrecision Precision, int Tokens, int Inter, bool Gated = true) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "activation";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};inter={Inter}{(Gated ? "" : ";gated=0")}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => (double)Tokens * Inter * Precision.Input.BytesPerElement * (Gated ? 2 : 1);

    /// <inheritdoc/>
    public override double WriteBytes => (double)Tokens * Inter * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double SpecialFunctions => 2.0 * Tokens * Inter;

    /// <inheritdoc/>
    public override double Flops => (double)Tokens * Inter * (Gated ? 5 : 4);
}
