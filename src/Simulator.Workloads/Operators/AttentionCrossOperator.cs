using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Attention of a decoder's tokens over an encoder's output, without a mask (Whisper).</summary>
/// <param name="Precision">The formats of the products and of the cached keys and values.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Seq">Query tokens per sequence: 1 in decode.</param>
/// <param name="Kv">Encoder positions per sequence.</param>
/// <param name="Heads">Heads on this rank; every head has its own keys and values.</param>
/// <param name="HeadDim">Width of a head.</param>
public sealed record AttentionCrossOperator(AttentionPrecision Precision, int Batch, int Seq, int Kv, int Heads, int HeadDim) : Operator
{
    /// <inheritdoc/>
    public override string Op => "attention-cross";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape => $"batch={Batch};seq={Seq};kv={Kv};heads={Heads};head_dim={HeadDim}";

    /// <inheritdoc/>
    public override double Flops => 4.0 * Batch * Heads * HeadDim * (double)Seq * Kv;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
