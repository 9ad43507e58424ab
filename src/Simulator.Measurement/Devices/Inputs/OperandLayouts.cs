using Simulator.Hardware.Formats;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Devices.Inputs;

/// <summary>The scales that an operand of each kind carries.</summary>
public static class OperandLayouts
{
    /// <summary>
    /// The scales of a format on its own: its blocks along a row where it has them, none from 16 bits on, else one fp32 scale per row
    /// (int4: an fp16 scale per 128 elements of a row).
    /// </summary>
    /// <param name="format">The format.</param>
    /// <returns>The layout.</returns>
    public static ScaleLayout Natural(NumberFormat format) => format.ElementBits >= 16 ? ScaleLayout.None
        : format.BlockSize > 0 ? new ScaleLayout(1, format.BlockSize, format.ScaleFormat)
        : format == NumberFormats.Int4 ? new ScaleLayout(1, 128, "fp16")
        : ScaleLayout.PerRow;

    /// <summary>The scales of A, rows of activations, once it is in the product's format.</summary>
    /// <param name="precision">The product's precision.</param>
    /// <returns>The layout.</returns>
    public static ScaleLayout Activations(GemmPrecision precision) => precision.ActivationBlock > 0 && precision.Activation.BlockSize == 0
        ? new ScaleLayout(1, precision.ActivationBlock, "fp32")
        : Natural(precision.Activation);

    /// <summary>The scales of the weights, a row per output feature.</summary>
    /// <param name="precision">The product's precision.</param>
    /// <returns>The layout.</returns>
    public static ScaleLayout Weights(GemmPrecision precision) => precision == GemmPrecisions.Fp8Block
        ? new ScaleLayout(128, 128, "fp32")
        : Natural(precision.Weight);

    /// <summary>The scales of a KV cache: one for the whole tensor of an 8-bit cache without blocks, else the format's own.</summary>
    /// <param name="format">The cache's format.</param>
    /// <returns>The layout.</returns>
    public static ScaleLayout Cache(NumberFormat format) =>
        format.ElementBits == 8 && format.BlockSize == 0 ? ScaleLayout.PerTensor : Natural(format);

    /// <summary>The format in which A arrives: the product's, unless quantising it is part of the operator.</summary>
    /// <param name="precision">The product's precision.</param>
    /// <param name="alreadyQuantised">Whether the operator before has quantised A.</param>
    /// <returns>The format.</returns>
    public static NumberFormat ArrivingActivations(GemmPrecision precision, bool alreadyQuantised) =>
        precision.QuantisesActivations && !alreadyQuantised ? precision.Output : precision.Activation;

    /// <summary>The format of an attention's queries and results: that of its products, or bf16 where that is narrower.</summary>
    /// <param name="precision">The attention's precision.</param>
    /// <returns>A format of 16 bits or more.</returns>
    public static NumberFormat Queries(AttentionPrecision precision) => precision.Compute.ElementBits >= 16 ? precision.Compute : NumberFormats.Bf16;
}
