using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Attention of one new token per sequence over its KV cache.</summary>
/// <param name="Precision">The formats of the products and of the cache.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Kv">Tokens in the cache, per sequence.</param>
/// <param name="Heads">Query heads on this rank.</param>
/// <param name="KvHeads">Key/value heads on this rank.</param>
/// <param name="HeadDim">Width of a head.</param>
/// <param name="Window">Sliding window in tokens; 0 where there is none.</param>
public sealed record AttentionDecodeOperator(
    AttentionPrecision Precision, int Batch, int Kv, int Heads, int KvHeads, int HeadDim, int Window = 0) : Operator
{
    /// <inheritdoc/>
    public override string Op => "attention-decode";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape => $"batch={Batch};kv={Kv};heads={Heads};kv_heads={KvHeads};head_dim={HeadDim};window={Window}";

    /// <summary>Tokens that each query really reads: the cache, cut by the window.</summary>
    public int VisibleTokens => Window > 0 ? Math.Min(Kv, Window) : Kv;

    /// <inheritdoc/>
    public override double Flops => 4.0 * Batch * Heads * HeadDim * VisibleTokens;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
