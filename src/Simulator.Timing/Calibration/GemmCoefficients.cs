using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the matrix-product model; shared by all GPUs.</summary>
public sealed record GemmCoefficients
{
    /// <summary>Pipelines with synchronous matrix instructions (mma.sync, mfma).</summary>
    [Field("synchronous")] public required GemmPipelineCoefficients Synchronous { get; init; }

    /// <summary>Pipelines with asynchronous matrix instructions (wgmma, tcgen05).</summary>
    [Field("asynchronous")] public required GemmPipelineCoefficients Asynchronous { get; init; }

    /// <summary>Fraction of the memory's peak that reads reach.</summary>
    [Field("memory_efficiency", Maximum = 1)] public required double MemoryEfficiency { get; init; }

    /// <summary>Fraction of the L2's bandwidth that operand reads reach.</summary>
    [Field("l2_efficiency", Maximum = 1)] public required double L2Efficiency { get; init; }

    /// <summary>How sharply L2 hits fade as the working set passes the capacity (exponent p of 1 / (1 + (set / capacity)ᵖ)).</summary>
    [Field("l2_sharpness", Maximum = 100)] public required double L2Sharpness { get; init; }

    /// <summary>Copies of the weights that the benchmarked engines rotate through, at most.</summary>
    [Field("weight_copies", Minimum = 1, Maximum = 100)] public required double WeightCopies { get; init; }

    /// <summary>Time that splitting the reduction over thread blocks costs besides its traffic.</summary>
    [Field("split", Dimension.Seconds, Minimum = 0)] public required double SplitSeconds { get; init; }

    /// <summary>The same where a format has 8 bits and fewer: libraries offer no fused reduction for it, so that a split seldom pays.</summary>
    [Field("narrow_split", Dimension.Seconds, Minimum = 0)] public required double NarrowSplitSeconds { get; init; }

    /// <summary>Fixed time that widening weights inside the kernel adds.</summary>
    [Field("widening", Dimension.Seconds, Minimum = 0)] public required double WideningSeconds { get; init; }

    /// <summary>Memory latencies between the start of the kernel and its first matrix instruction.</summary>
    [Field("start_latencies", Minimum = 0, Maximum = 100)] public required double StartLatencies { get; init; }

    /// <summary>Fraction of the board's power that a full load of matrix instructions can draw.</summary>
    [Field("tensor_power_share", Maximum = 1)] public required double TensorPowerShare { get; init; }
}
