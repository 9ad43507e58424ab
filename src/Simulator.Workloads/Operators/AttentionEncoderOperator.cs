using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Attention without a mask, every token seeing every token of its sequence (vision and text encoders).</summary>
/// <param name="Precision">The formats of the products; there is no cache.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Seq">Tokens per sequence.</param>
/// <param name="Heads">Heads on this rank.</param>
/// <param name="HeadDim">Width of a head.</param>
public sealed record AttentionEncoderOperator(AttentionPrecision Precision, int Batch, int Seq, int Heads, int HeadDim) : Operator
{
    /// <inheritdoc/>
    public override string Op => "attention-encoder";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Compute == Hardware.Formats.NumberFormats.Fp8E4M3 ? "fp8" : Precision.Compute.Name;

    /// <inheritdoc/>
    public override string Shape => $"batch={Batch};seq={Seq};heads={Heads};head_dim={HeadDim}";

    /// <inheritdoc/>
    public override double Flops => 4.0 * Batch * Heads * HeadDim * (double)Seq * Seq;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
