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

    /// <summary>Tensor efficiency of kernels for asynchronous instructions that widen weights in registers, relative to those that do not.</summary>
    [Field("widening_efficiency", Maximum = 1)] public required double WideningEfficiency { get; init; }

    /// <summary>Thread blocks of neighbouring SMs that share an operand read from L2 where copies are asynchronous (clusters with multicast).</summary>
    [Field("multicast", Minimum = 1, Maximum = 16)] public required double Multicast { get; init; }

    /// <summary>Bytes per clock at which one SM stores its output tile without an asynchronous copy; those store at the SM's share of the L2.</summary>
    [Field("store_bytes_per_clock", Maximum = 1e4)] public required double StoreBytesPerClock { get; init; }

    /// <summary>Fraction of the shorter of SM time and memory time that the longer one does not hide where both are equal; it falls with their ratio.</summary>
    [Field("exposed_overlap", Minimum = 0, Maximum = 1)] public required double ExposedOverlap { get; init; }

    /// <summary>Fraction of the memory's peak that reads and writes reach.</summary>
    [Field("memory_efficiency", Maximum = 1)] public required double MemoryEfficiency { get; init; }

    /// <summary>Fraction of the L2's bandwidth that operand reads reach.</summary>
    [Field("l2_efficiency", Maximum = 1)] public required double L2Efficiency { get; init; }

    /// <summary>
    /// How sharply L2 hits fade as the working set passes the capacity (exponent p of 1 / (1 + (set / capacity)ᵖ)) in a cache of several partitions,
    /// where copies compete for the capacity.
    /// </summary>
    [Field("l2_sharpness", Maximum = 100)] public required double L2Sharpness { get; init; }

    /// <summary>The working set, relative to a partition's capacity, at which half of the accesses hit in a cache of several partitions.</summary>
    [Field("l2_half_hit", Minimum = 0.5, Maximum = 2)] public required double L2HalfHit { get; init; }

    /// <summary>Copies of the weights that the benchmarked engines rotate through, at most.</summary>
    [Field("weight_copies", Minimum = 1, Maximum = 100)] public required double WeightCopies { get; init; }

    /// <summary>Time that splitting the reduction over thread blocks costs besides its traffic.</summary>
    [Field("split", Dimension.Seconds, Minimum = 0)] public required double SplitSeconds { get; init; }

    /// <summary>The same where a format has 8 bits and fewer: libraries offer no fused reduction for it, so that a split seldom pays.</summary>
    [Field("narrow_split", Dimension.Seconds, Minimum = 0)] public required double NarrowSplitSeconds { get; init; }

    /// <summary>
    /// What a benchmark that times each launch between two events adds (weight-only and int8 products): the launch and the events, which a replayed graph
    /// hides. No part of a model step.
    /// </summary>
    [Field("timed_alone", Dimension.Seconds, Minimum = 0)] public required double TimedAloneSeconds { get; init; }

    /// <summary>Dependent memory latencies of the kernel that quantises activations before a product.</summary>
    [Field("quantise_latencies", Minimum = 0, Maximum = 100)] public required double QuantiseLatencies { get; init; }

    /// <summary>Cycles in which an SM gets through one row of the activations that are quantised, however short: a thread block each.</summary>
    [Field("quantise_row_cycles", Minimum = 0, Maximum = 1e5)] public required double QuantiseRowCycles { get; init; }

    /// <summary>Tensor-clock cycles between the start of the kernel and its first matrix instruction: set-up and pipeline fill.</summary>
    [Field("start_cycles", Minimum = 0, Maximum = 1e5)] public required double StartCycles { get; init; }

    /// <summary>
    /// Part of a launch that overlaps with the kernel before, where kernels start as dependent launches (those for tcgen05 do).
    /// </summary>
    [Field("dependent_launch", Dimension.Seconds, Minimum = 0)] public required double DependentLaunchSeconds { get; init; }

    /// <summary>Energy of one matrix operation of 8 bits and fewer relative to one of 16: operands are narrower, accumulators are not.</summary>
    [Field("narrow_energy", Maximum = 1)] public required double NarrowEnergy { get; init; }

    /// <summary>Fraction of the board's power that a full load of matrix instructions can draw.</summary>
    [Field("tensor_power_share", Maximum = 1)] public required double TensorPowerShare { get; init; }
}
