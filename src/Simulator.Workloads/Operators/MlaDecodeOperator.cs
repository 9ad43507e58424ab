using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Multi-head latent attention of one new token per sequence, on the latent cache itself (weights absorbed into the projections).</summary>
/// <param name="Precision">The formats of the products and of the cache.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Kv">Tokens in the cache, per sequence.</param>
/// <param name="Heads">Heads on this rank.</param>
/// <param name="Dimensions">The widths.</param>
public sealed record MlaDecodeOperator(AttentionPrecision Precision, int Batch, int Kv, int Heads, MlaDimensions Dimensions) : Operator
{
    /// <inheritdoc/>
    public override string Op => "mla-decode";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape => $"batch={Batch};kv={Kv};heads={Heads}{Dimensions.ShapeSuffix}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * Batch * Heads * (Dimensions.CachedWidth + Dimensions.KvLora) * (double)Kv;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
