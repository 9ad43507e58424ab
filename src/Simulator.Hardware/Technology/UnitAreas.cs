using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Technology;

/// <summary>Areas of the parts of a GPU in TSMC N7; those of logic shrink with <see cref="ProcessDescription.LogicArea"/>.</summary>
public sealed record UnitAreas
{
    /// <summary>One FP32 lane with its share of operand collectors, integer unit and scheduling.</summary>
    [Field("fp32_lane", Dimension.SquareMetres, Maximum = 1e-6)] public required double Fp32LaneSquareMetres { get; init; }

    /// <summary>One FP64 multiply-add per clock.</summary>
    [Field("fp64_lane", Dimension.SquareMetres, Maximum = 1e-6)] public required double Fp64LaneSquareMetres { get; init; }

    /// <summary>One dense 16-bit multiply-add per clock of a tensor core.</summary>
    [Field("tensor_fma", Dimension.SquareMetres, Maximum = 1e-6)] public required double TensorFmaSquareMetres { get; init; }

    /// <summary>
    /// What a narrower width adds to a tensor core, relative to the 16-bit one: once for 8 bits at twice the rate, once for 4 bits at four times;
    /// in proportion to what the rate is beyond that of 16 bits.
    /// </summary>
    [Field("narrow_path", Minimum = 0, Maximum = 10)] public required double NarrowPath { get; init; }

    /// <summary>One special function per clock.</summary>
    [Field("sfu", Dimension.SquareMetres, Maximum = 1e-6)] public required double SfuSquareMetres { get; init; }

    /// <summary>What an SM has once: fetch, dispatch, load and store units, texture units.</summary>
    [Field("sm", Dimension.SquareMetres, Maximum = 1e-4)] public required double SmSquareMetres { get; init; }

    /// <summary>Area of a bit of shared and tensor memory relative to the bare cell.</summary>
    [Field("sram_overhead", Minimum = 1, Maximum = 100)] public required double SramOverhead { get; init; }

    /// <summary>Area of a bit of register file relative to the bare cell: its banks are small and have more ports.</summary>
    [Field("register_overhead", Minimum = 1, Maximum = 100)] public required double RegisterOverhead { get; init; }

    /// <summary>Area of a bit of L2 relative to the bare cell: tags, error correction, spare slices and slice logic included.</summary>
    [Field("l2_overhead", Minimum = 1, Maximum = 100)] public required double L2Overhead { get; init; }

    /// <summary>One byte per clock between L2 and SMs: its share of the crossbar.</summary>
    [Field("l2_port", Dimension.SquareMetres, Maximum = 1e-6)] public required double L2PortSquareMetres { get; init; }

    /// <summary>What a GPU has once: front end, copy and video engines, power management, pads; half of it does not shrink with the process.</summary>
    [Field("chip", Dimension.SquareMetres, Maximum = 1e-3)] public required double ChipSquareMetres { get; init; }

    /// <summary>The interface between dies that share one GPU, on each of them.</summary>
    [Field("die_to_die", Dimension.SquareMetres, Maximum = 1e-3)] public required double DieToDieSquareMetres { get; init; }

    /// <summary>Share of a die's SMs that products enable, where a GPU's description does not say.</summary>
    [Field("enabled_fraction", Maximum = 1)] public required double EnabledFraction { get; init; }

    /// <summary>The largest die that one exposure can print.</summary>
    [Field("reticle", Dimension.SquareMetres, Maximum = 1)] public required double ReticleSquareMetres { get; init; }
}
