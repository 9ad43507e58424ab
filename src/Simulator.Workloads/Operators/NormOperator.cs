using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Root-mean-square or layer normalisation, with the residual addition that engines fuse into it.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows.</param>
/// <param name="Hidden">Width of a row.</param>
/// <param name="Residual">Whether a residual is added first and the sum written back.</param>
/// <param name="Layer">True for layer normalisation (mean and bias), false for root mean square.</param>
public sealed record NormOperator(StreamPrecision Precision, int Tokens, int Hidden, bool Residual = false, bool Layer = false)
    : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => Layer ? "layer-norm" : "rms-norm";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};hidden={Hidden}{(Residual ? ";residual=1" : "")}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => (double)Tokens * Hidden * Precision.Input.BytesPerElement * (Residual ? 2 : 1);

    /// <inheritdoc/>
    public override double ParameterReadBytes => Hidden * Precision.Input.BytesPerElement * (Layer ? 2 : 1);

    /// <inheritdoc/>
    public override double WriteBytes =>
        (double)Tokens * Hidden * (Precision.Output.BytesPerElement + (Residual ? Precision.Input.BytesPerElement : 0));

    /// <inheritdoc/>
    public override double Flops => (double)Tokens * Hidden * (Layer ? 7 : 4) + (Residual ? (double)Tokens * Hidden : 0);
}
