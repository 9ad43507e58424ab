using Simulator.Measurement.Devices;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>How both operands of a recipe's matrix product are rounded and how their products are summed.</summary>
/// <param name="Activations">The format of activations.</param>
/// <param name="ActivationScales">Which activations share a scale; null for the format's usual ones.</param>
/// <param name="Weights">The format of weights.</param>
/// <param name="WeightScales">Which weights share a scale; null for the format's usual ones.</param>
/// <param name="Sums">The arithmetic of the sums.</param>
public sealed record ProductRounding(
    QuantisationFormat Activations, ScaleLayout? ActivationScales, QuantisationFormat Weights, ScaleLayout? WeightScales, Accumulation Sums)
{
    private const string BlockScale = "fp32";

    /// <summary>
    /// The rounding of a precision: its formats with their own scales; where activations share one per block of k, weights share one per square of it
    /// (DeepSeek-V3 technical report, section 3.3). Two integers are summed in whole numbers, all else in fp32.
    /// </summary>
    /// <param name="precision">The precision.</param>
    /// <returns>The rounding.</returns>
    public static ProductRounding Of(GemmPrecision precision)
    {
        ArgumentNullException.ThrowIfNull(precision);
        var (activations, weights) = (QuantisationFormats.Of(precision.Activation), QuantisationFormats.Of(precision.Weight));
        var block = precision.ActivationBlock;
        var sums = activations.Element.IsInteger && weights.Element.IsInteger ? Accumulation.Int32 : Accumulation.Fp32;
        return block > 0
            ? new ProductRounding(activations, new ScaleLayout(1, block, BlockScale), weights, new ScaleLayout(block, block, BlockScale), sums)
            : new ProductRounding(activations, null, weights, null, sums);
    }
}
