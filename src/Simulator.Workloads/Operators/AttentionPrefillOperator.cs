using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Causal attention of a prompt, writing the KV cache of its tokens.</summary>
/// <param name="Precision">The formats of the products and of the cache.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Seq">New tokens per sequence.</param>
/// <param name="Heads">Query heads on this rank.</param>
/// <param name="KvHeads">Key/value heads on this rank.</param>
/// <param name="HeadDim">Width of a head.</param>
/// <param name="Window">Sliding window in tokens; 0 where there is none.</param>
/// <param name="Prefix">Tokens already in the cache before the new ones, per sequence.</param>
public sealed record AttentionPrefillOperator(
    AttentionPrecision Precision, int Batch, int Seq, int Heads, int KvHeads, int HeadDim, int Window = 0, int Prefix = 0) : Operator
{
    /// <inheritdoc/>
    public override string Op => "attention-prefill";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape =>
        $"batch={Batch};seq={Seq};heads={Heads};kv_heads={KvHeads};head_dim={HeadDim};window={Window}{(Prefix == 0 ? "" : $";prefix={Prefix}")}";

    /// <summary>Unmasked (query, key) pairs of one head of one sequence.</summary>
    public double Pairs => CausalPairs.Count(Seq, Window, Prefix);

    /// <inheritdoc/>
    public override double Flops => 4.0 * Batch * Heads * HeadDim * Pairs;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
