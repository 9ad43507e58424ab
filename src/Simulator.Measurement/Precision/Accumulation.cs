using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Precision;

/// <summary>In which arithmetic the products of a dot product are summed.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Kind">The arithmetic.</param>
/// <param name="PromotionLength">Elements of k after which a limited sum is added to one in fp32; 0 for never.</param>
public sealed record Accumulation(string Name, AccumulatorKind Kind, int PromotionLength = 0)
{
    private const int DeepSeekInterval = 128;

    /// <summary>Double precision: the error of the operands alone.</summary>
    public static Accumulation Exact { get; } = new("exact", AccumulatorKind.Exact);

    /// <summary>fp32 with fused multiply-adds in the order of k; block formats sum a block so and add it, scaled, to an fp32 sum.</summary>
    public static Accumulation Fp32 { get; } = new("fp32", AccumulatorKind.Fp32);

    /// <summary>Whole numbers, exact (32 bits in hardware); the scaled sums of blocks are added in fp32.</summary>
    public static Accumulation Int32 { get; } = new("int32", AccumulatorKind.Int32);

    /// <summary>The limited accumulator of Hopper's FP8 instruction over the whole of k.</summary>
    public static Accumulation Hopper { get; } = new("hopper", AccumulatorKind.Limited);

    /// <summary>The same, its sum added to one in fp32 every 128 elements of k (DeepSeek-V3 technical report, section 3.3.2).</summary>
    public static Accumulation HopperPromoted { get; } = new("hopper-promoted", AccumulatorKind.Limited, DeepSeekInterval);

    /// <summary>Every accumulation.</summary>
    public static ImmutableArray<Accumulation> All { get; } = [Exact, Fp32, Int32, HopperPromoted, Hopper];

    /// <summary>The accumulations that hardware offers a format.</summary>
    /// <param name="format">The format of the wider operand.</param>
    /// <returns>At least one, the most accurate first.</returns>
    public static ImmutableArray<Accumulation> Of(QuantisationFormat format) => format.Element.IsInteger ? [Int32]
        : format.Storage.ElementBits == 8 && !format.HasBlocks ? [Fp32, HopperPromoted, Hopper]
        : [Fp32];

    /// <summary>Whether the arithmetic is defined for a format: whole numbers for int32, 8-bit floats for the limited one.</summary>
    /// <param name="format">The format of the wider operand.</param>
    /// <returns>True where it is.</returns>
    public bool Suits(QuantisationFormat format) => Kind switch
    {
        AccumulatorKind.Int32 => format.Element.IsInteger,
        AccumulatorKind.Limited => format.Element == ElementType.E4M3 || format.Element == ElementType.E5M2,
        _ => true,
    };

    /// <summary>Finds an accumulation.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The accumulation.</returns>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static Accumulation Parse(string name) => All.FirstOrDefault(a => a.Name == name)
        ?? throw new InputException($"unknown accumulation '{name}'; {NearestNames.Hint(name, All.Select(a => a.Name))}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
