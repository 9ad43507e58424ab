using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>The sum of a vector.</summary>
/// <param name="Precision">The format read, and that of the sum.</param>
/// <param name="Elements">Elements of the vector.</param>
public sealed record ReductionOperator(StreamPrecision Precision, long Elements) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "reduction";

    /// <inheritdoc/>
    public override string Shape => $"elements={Elements}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => Elements * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => Elements;
}
