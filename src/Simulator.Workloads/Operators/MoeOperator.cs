using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>
/// The routed experts of one layer on one rank: routing, permutation, the grouped products with their activation, and the final reduction.
/// </summary>
/// <param name="Precision">The formats of the grouped products.</param>
/// <param name="Tokens">Tokens of all ranks together; one rank's load is <c>tokens · topk / ep</c> slots.</param>
/// <param name="Hidden">Width of an expert's input and output.</param>
/// <param name="Inter">Width of an expert's hidden layer before it is divided by <paramref name="Tp"/>.</param>
/// <param name="TopK">Experts chosen per token.</param>
/// <param name="Experts">Experts of the layer before they are divided by <paramref name="Ep"/>.</param>
/// <param name="Tp">Ranks that share each expert's hidden layer.</param>
/// <param name="Ep">Ranks that share the set of experts.</param>
/// <param name="Matrices">Weight matrices per expert: 3 where gated (gate, up, down), 2 where not (up, down).</param>
/// <param name="Skew">
/// How uneven the routing is: the exponent s ≥ 0 of a Zipf law over the experts (expert i drawn in proportion to i⁻ˢ); 0 is even.
/// </param>
public sealed record MoeOperator(
    GemmPrecision Precision, int Tokens, int Hidden, int Inter, int TopK, int Experts, int Tp = 1, int Ep = 1, int Matrices = 3, double Skew = 0) : Operator
{
    /// <inheritdoc/>
    public override string Op => "moe";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape =>
        $"tokens={Tokens};hidden={Hidden};inter={Inter};topk={TopK};experts={Experts};tp={Tp};ep={Ep}"
        + (Matrices == 3 ? "" : $";matrices={Matrices}")
        + (Skew == 0 ? "" : FormattableString.Invariant($";skew={Skew}"));

    /// <inheritdoc/>
    public override double Flops => 2.0 * Tokens * TopK / Ep * Hidden * ((double)Inter / Tp) * Matrices;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
