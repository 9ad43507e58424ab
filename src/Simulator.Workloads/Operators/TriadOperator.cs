using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>y = x + s·z over vectors: the triad by which memory bandwidth is measured (McCalpin, STREAM, 1995).</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Elements">Elements of each vector.</param>
public sealed record TriadOperator(StreamPrecision Precision, long Elements) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "triad";

    /// <inheritdoc/>
    public override string Shape => $"elements={Elements}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => 2.0 * Elements * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => Elements * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => 2.0 * Elements;
}
