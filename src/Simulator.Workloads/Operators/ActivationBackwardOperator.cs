using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>The gradient of a feed-forward's non-linearity: reads the gradient and the saved input, writes the input's gradient.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows.</param>
/// <param name="Inter">Width of a row of the gradient.</param>
/// <param name="Gated">Whether two gradients are written for each one read.</param>
public sealed record ActivationBackwardOperator(StreamPrecision Precision, int Tokens, int Inter, bool Gated = true) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "activation-backward";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};inter={Inter}{(Gated ? "" : ";gated=0")}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => (double)Tokens * Inter * Precision.Input.BytesPerElement * (Gated ? 3 : 2);

    /// <inheritdoc/>
    public override double WriteBytes => (double)Tokens * Inter * Precision.Output.BytesPerElement * (Gated ? 2 : 1);

    /// <inheritdoc/>
    public override double SpecialFunctions => 2.0 * Tokens * Inter;

    /// <inheritdoc/>
    public override double Flops => (double)Tokens * Inter * (Gated ? 10 : 8);
}
