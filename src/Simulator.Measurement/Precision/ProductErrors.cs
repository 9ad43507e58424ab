using System.Collections.Concurrent;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>
/// The errors of recipes' matrix products, each measured once: <see cref="Sample"/> × <see cref="Sample"/> results over the whole of k, as
/// <c>gpusim precision gemm</c> does. The error of a product depends on formats, k and the operands' distribution alone. Thread-safe; the same seed gives
/// the same errors whatever asks first.
/// </summary>
/// <param name="assumptions">The operands.</param>
public sealed class ProductErrors(ErrorAssumptions assumptions)
{
    /// <summary>Rows and columns of the result that are computed.</summary>
    public const int Sample = 64;

    private const int ActivationOperand = 0;
    private const int WeightOperand = 1;

    private readonly ConcurrentDictionary<int, Lazy<PrecisionGemm>> operands = new();
    private readonly ConcurrentDictionary<(GemmPrecision Precision, int K), Lazy<QuantisationError>> errors = new();

    /// <summary>Products measured so far.</summary>
    public int Studies => errors.Count;

    /// <summary>The error of a product.</summary>
    /// <param name="precision">Its formats.</param>
    /// <param name="k">The length of its sums.</param>
    /// <returns>The error against unrounded operands in double precision.</returns>
    public QuantisationError Of(GemmPrecision precision, int k) =>
        errors.GetOrAdd((precision, k), key => new Lazy<QuantisationError>(() => Measure(key.Precision, key.K))).Value;

    private QuantisationError Measure(GemmPrecision precision, int k)
    {
        var experiment = operands.GetOrAdd(k, length => new Lazy<PrecisionGemm>(() => Draw(length))).Value;
        var rounding = ProductRounding.Of(precision);
        return experiment.Error(experiment.Operands(rounding), rounding.Sums);
    }

    private PrecisionGemm Draw(int k) => new(
        ValueDistribution.Draw(assumptions.Activations, Sample, k, assumptions.Seed, ActivationOperand),
        ValueDistribution.Draw(assumptions.Weights, Sample, k, assumptions.Seed, WeightOperand));
}
