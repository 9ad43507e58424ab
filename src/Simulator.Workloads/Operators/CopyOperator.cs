using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Copies a block of memory.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Bytes">Bytes read, a whole number of elements; as many elements are written.</param>
public sealed record CopyOperator(StreamPrecision Precision, long Bytes) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "copy";

    /// <inheritdoc/>
    public override string Shape => $"bytes={Bytes}";

    /// <summary>Elements copied, at least 1.</summary>
    public long Elements => Math.Max(1, (long)(Bytes / Precision.Input.BytesPerElement));

    /// <inheritdoc/>
    public override double ActivationReadBytes => Elements * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => Elements * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => 0;
}
