using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Numerics;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>A number format of the laboratory: an element type with the scales that go with it.</summary>
/// <param name="Name">The name; the design's formats keep theirs, a variant adds its element type.</param>
/// <param name="Element">The element type.</param>
/// <param name="Storage">The format in memory: bits, block, scale format.</param>
/// <param name="Product">The matrix product with both operands in the format, for its time.</param>
/// <param name="WeightProduct">The product with weights alone in the format, for its time; null where the timing model has none.</param>
public sealed record QuantisationFormat(
    string Name, ElementType Element, NumberFormat Storage, GemmPrecision Product, GemmPrecision? WeightProduct = null)
{
    /// <summary>
    /// Whether a scale of the whole tensor in fp32 stands above those of the blocks (NVIDIA, "Pretraining Large Language Models with NVFP4", 2025: it
    /// brings the
    /// largest block scale to the largest e4m3 value).
    /// </summary>
    public bool HasTensorScale => Storage == NumberFormats.Nvfp4;

    /// <summary>Whether the format defines the blocks that share a scale.</summary>
    public bool HasBlocks => Storage.BlockSize > 0;

    /// <summary>Whether values are scaled at all: formats of fewer than 16 bits.</summary>
    public bool IsScaled => Storage.ElementBits < 16;

    /// <summary>The scales that the format has or is used with: its own blocks, none from 16 bits on, fp16 per 128 (int4), else fp32 per row.</summary>
    public ScaleLayout NaturalScales => OperandLayouts.Natural(Storage);

    /// <summary>Its usual scales in words, such as <c>e8m0 per 32</c>; empty where it has none.</summary>
    public string ScaleWords => !NaturalScales.HasScales ? ""
        : $"{NaturalScales.Format} per {(NaturalScales.Columns == 0 ? "row" : NaturalScales.Columns)}{(HasTensorScale ? ", fp32 per tensor" : "")}";

    /// <summary>Bytes of an element with its share of a layout's scales, in a row of a length.</summary>
    /// <param name="scales">The layout.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <returns>Bytes per element.</returns>
    public double BytesPerElement(ScaleLayout scales, double rows, double columns)
    {
        if (!scales.HasScales)
            return Storage.ElementBytes;
        var perScale = (scales.Rows == 0 ? rows : scales.Rows) * (scales.Columns == 0 ? columns : scales.Columns);
        return Storage.ElementBytes + (ScaleBytes(scales.Format) / perScale);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static double ScaleBytes(string format) => format switch
    {
        "e8m0" or "e4m3" => 1,
        "fp16" => 2,
        _ => 4,
    };
}
