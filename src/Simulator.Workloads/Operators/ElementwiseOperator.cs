using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Any other streaming operator: addition of a residual, an output gate, pooling, a copy.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Elements">Elements written.</param>
/// <param name="Inputs">Elements read for each element written.</param>
public sealed record ElementwiseOperator(StreamPrecision Precision, long Elements, int Inputs = 2) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "elementwise";

    /// <inheritdoc/>
    public override string Shape => $"elements={Elements};inputs={Inputs}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => Elements * Inputs * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => Elements * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => (double)Elements * Inputs;
}
