using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Rotary position embedding of queries and keys, in place.</summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows.</param>
/// <param name="Heads">Query heads on this rank.</param>
/// <param name="KvHeads">Key heads on this rank.</param>
/// <param name="HeadDim">Width rotated per head.</param>
public sealed record RopeOperator(StreamPrecision Precision, int Tokens, int Heads, int KvHeads, int HeadDim) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "rope";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};heads={Heads};kv_heads={KvHeads};head_dim={HeadDim}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => Elements * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double ParameterReadBytes => (double)Tokens * HeadDim * Precision.Input.BytesPerElement;

    /// <inheritdoc/>
    public override double WriteBytes => Elements * Precision.Output.BytesPerElement;

    /// <inheritdoc/>
    public override double Flops => 3.0 * Elements;

    private double Elements => (double)Tokens * (Heads + KvHeads) * HeadDim;
}
