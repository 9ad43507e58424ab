using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>
/// The gradient of causal attention with respect to queries, keys and values, computed tile by tile from the saved operands and row sums
/// (Dao et al., FlashAttention, 2022): the scores are recomputed, which is not counted in <see cref="Flops"/>.
/// </summary>
/// <param name="Precision">The format of the products; that of the cache has no meaning here.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Seq">Queries per sequence on this rank.</param>
/// <param name="Heads">Query heads on this rank.</param>
/// <param name="KvHeads">Key/value heads on this rank.</param>
/// <param name="HeadDim">Width of a query and key.</param>
/// <param name="ValueDim">Width of a value.</param>
/// <param name="Window">Sliding window in tokens; 0 where there is none.</param>
/// <param name="Prefix">Keys before the first query, per sequence.</param>
public sealed record AttentionBackwardOperator(
    AttentionPrecision Precision, int Batch, int Seq, int Heads, int KvHeads, int HeadDim, int ValueDim, int Window = 0, int Prefix = 0) : Operator
{
    /// <inheritdoc/>
    public override string Op => "attention-backward";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape =>
        $"batch={Batch};seq={Seq};heads={Heads};kv_heads={KvHeads};head_dim={HeadDim};value_dim={ValueDim};window={Window}"
        + (Prefix == 0 ? "" : $";prefix={Prefix}");

    /// <summary>Unmasked (query, key) pairs of one head of one sequence.</summary>
    public double Pairs => CausalPairs.Count(Seq, Window, Prefix);

    /// <summary>The four products of the gradient: twice the forward pass's two.</summary>
    public override double Flops => 4.0 * Batch * Heads * (HeadDim + ValueDim) * Pairs;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
