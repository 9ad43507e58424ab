using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>The gradient of a normalisation: reads the gradient, the saved input and the residual's gradient, writes the sum.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows.</param>
/// <param name="Hidden">Width of a row.</param>
/// <param name="Residual">Whether the gradient of the residual branch is added.</param>
/// <param name="Layer">True for layer normalisation, false for root mean square.</param>
public sealed record NormBackwardOperator(StreamPrecision Precision, int Tokens, int Hidden, bool Residual = false, bool Layer = false)
    : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => Layer ? "layer-norm-backward" : "rms-norm-backward";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};hidden={Hidden}{(Residual ? ";residual=1" : "")}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => (double)Tokens * Hidden * Precision.Input.BytesPerElement * (Residual ? 3 : 2);

    /// <inheritdoc/>
    public override double ParameterReadBytes => Hidden * Precision.Input.BytesPerElement * (Layer ? 2 : 1);

    /// <inheritdoc/>
    public override double WriteBytes => (double)Tokens * Hidden * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => (double)Tokens * Hidden * (Layer ? 12 : 9);
}
