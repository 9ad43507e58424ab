using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>Causal multi-head latent attention of a prompt, on keys and values expanded to every head.</summary>
/// <param name="Precision">The formats of the products and of the cache.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Seq">New tokens per sequence.</param>
/// <param name="Heads">Heads on this rank.</param>
/// <param name="Dimensions">The widths.</param>
/// <param name="Prefix">Tokens already in the cache before the new ones, per sequence.</param>
public sealed record MlaPrefillOperator(
    AttentionPrecision Precision, int Batch, int Seq, int Heads, MlaDimensions Dimensions, int Prefix = 0) : Operator
{
    /// <inheritdoc/>
    public override string Op => "mla-prefill";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape => $"batch={Batch};seq={Seq};heads={Heads}{(Prefix == 0 ? "" : $";prefix={Prefix}")}{Dimensions.ShapeSuffix}";

    /// <summary>Unmasked (query, key) pairs of one head of one sequence.</summary>
    public double Pairs => CausalPairs.Count(Seq, 0, Prefix);

    /// <inheritdoc/>
    public override double Flops => 2.0 * Batch * Heads * (Dimensions.Nope + Dimensions.Rope + Dimensions.V) * Pairs;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
