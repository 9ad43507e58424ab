using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>The streaming multiprocessors of a GPU: how many, how fast, and what one of them holds.</summary>
public sealed record SmDescription
{
    /// <summary>SMs enabled on the product.</summary>
    [Field("count", Minimum = 1, Maximum = 1e6)] public required int Count { get; init; }

    /// <summary>Share of the SMs on the die that the product enables; null where it is not published.</summary>
    [Field("enabled_fraction", Maximum = 1)] public double? EnabledFraction { get; init; }

    /// <summary>Boost clock in hertz: what SMs run at when neither power nor heat limits them.</summary>
    [Field("clock", Dimension.Hertz, Minimum = 1e6, Maximum = 1e11)] public required double ClockHz { get; init; }

    /// <summary>FP32 fused multiply-adds per SM and clock.</summary>
    [Field("fp32_lanes", Minimum = 1, Maximum = 1e6)] public required int Fp32Lanes { get; init; }

    /// <summary>FP64 fused multiply-adds per SM and clock, those of matrix instructions where they are more. Default: 2, enough to run programs.</summary>
    [Field("fp64_lanes", Minimum = 0, Maximum = 1e6)] public double Fp64Lanes { get; init; } = 2;

    /// <summary>Exponentials per SM and clock (special function units).</summary>
    [Field("sfu_per_clock", Maximum = 1e6)] public required double SfuPerClock { get; init; }

    /// <summary>Shared memory that thread blocks on one SM can use together, in bytes.</summary>
    [Field("shared_memory", Dimension.Bytes, Minimum = 1024, Maximum = 1e9)] public required double SharedMemoryBytes { get; init; }

    /// <summary>Shared-memory bandwidth of one SM, in bytes per clock.</summary>
    [Field("shared_memory_bandwidth", Dimension.BytesPerClock, Minimum = 1, Maximum = 1e6)] public required double SharedMemoryBytesPerClock { get; init; }

    /// <summary>Register file of one SM, in bytes.</summary>
    [Field("register_file", Dimension.Bytes, Minimum = 1024, Maximum = 1e9)] public required double RegisterFileBytes { get; init; }

    /// <summary>Resident threads of one SM at most.</summary>
    [Field("max_threads", Minimum = 1, Maximum = 1e6)] public required int MaxThreads { get; init; }

    /// <summary>Resident thread blocks of one SM at most.</summary>
    [Field("max_blocks", Minimum = 1, Maximum = 1e4)] public required int MaxBlocks { get; init; }
}
