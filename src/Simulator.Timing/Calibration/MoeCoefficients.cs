using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the routed-expert model; shared by all GPUs.</summary>
public sealed record MoeCoefficients
{
    /// <summary>Cycles that each kernel of the operator adds: launch gap, start and end.</summary>
    [Field("kernel_cycles", Minimum = 0, Maximum = 1e6)] public required double KernelCycles { get; init; }

    /// <summary>Fraction of the tensor peak that grouped products reach.</summary>
    [Field("tensor_efficiency", Maximum = 1)] public required double TensorEfficiency { get; init; }

    /// <summary>What widening 4-bit weights inside the kernel leaves of it.</summary>
    [Field("widening_efficiency", Maximum = 1)] public required double WideningEfficiency { get; init; }

    /// <summary>Cycles per tile besides its matrix instructions.</summary>
    [Field("tile_cycles", Minimum = 0, Maximum = 1e6)] public required double TileCycles { get; init; }

    /// <summary>Fraction of the memory's peak that expert weights reach.</summary>
    [Field("memory_efficiency", Maximum = 1)] public required double MemoryEfficiency { get; init; }

    /// <summary>What check bits stored in the data's own memory leave of it.</summary>
    [Field("in_band_ecc_efficiency", Maximum = 1)] public required double InBandEccEfficiency { get; init; }

    /// <summary>Exponent of the norm that joins compute and memory time.</summary>
    [Field("overlap_exponent", Minimum = 1, Maximum = 100)] public required double OverlapExponent { get; init; }

    /// <summary>Fraction of the memory's peak that permuting and reducing tokens reaches.</summary>
    [Field("token_memory_efficiency", Maximum = 1)] public required double TokenMemoryEfficiency { get; init; }

    /// <summary>Cycles of routing per token and expert, over all SMs.</summary>
    [Field("routing_cycles", Minimum = 0, Maximum = 1e6)] public required double RoutingCycles { get; init; }

    /// <summary>Time per token slot that sorting costs.</summary>
    [Field("slot", Dimension.Seconds, Minimum = 0)] public required double SlotSeconds { get; init; }
}
