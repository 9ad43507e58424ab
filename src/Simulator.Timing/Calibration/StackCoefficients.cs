using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>
/// What kernels of this project reach, by software stack (its own for processors, ILGPU's): shared by all devices that the stack runs on. Cycles are an SM's,
/// or a core's.
/// </summary>
public sealed record StackCoefficients
{
    /// <summary>Fraction of the multiply-add peak that the inner loop of a tile product reaches.</summary>
    [Field("product_efficiency", Maximum = 1)] public required double ProductEfficiency { get; init; }

    /// <summary>Cycles to load, widen and pack an operand's element of 16 bits or more before tile products; 0 where kernels do not pack.</summary>
    [Field("pack_cycles", Minimum = 0, Maximum = 100)] public required double PackCycles { get; init; }

    /// <summary>Cycles more where packing turns rows into columns: weights, keys.</summary>
    [Field("transpose_cycles", Minimum = 0, Maximum = 100)] public required double TransposeCycles { get; init; }

    /// <summary>Cycles more where the element has 8 bits or fewer.</summary>
    [Field("narrow_cycles", Minimum = 0, Maximum = 100)] public required double NarrowCycles { get; init; }

    /// <summary>Cycles to round an element to 8 bits or fewer and store it.</summary>
    [Field("quantise_cycles", Minimum = 0, Maximum = 1000)] public required double QuantiseCycles { get; init; }

    /// <summary>
    /// Cycles of each step of a block that has a scale of its own: its largest element found and a power of two taken; a scale rounded to 8 bits.
    /// </summary>
    [Field("block_quantise_cycles", Minimum = 0, Maximum = 1000)] public required double BlockQuantiseCycles { get; init; }

    /// <summary>Cycles to take up one row of an operand, or to end one dot product: a call, the format's own loop, a sum across the vector.</summary>
    [Field("row_cycles", Minimum = 0, Maximum = 1e4)] public required double RowCycles { get; init; }

    /// <summary>Cycles of a part of a parallel loop, or thread block, besides its arithmetic: taken, cleared, stored.</summary>
    [Field("block_cycles", Minimum = 0, Maximum = 1e6)] public required double BlockCycles { get; init; }

    /// <summary>Exponentials that one step of a softmax, or of a gate, costs with the maximum, the sum and the scaling around it.</summary>
    [Field("softmax_exponentials", Maximum = 100)] public required double SoftmaxExponentials { get; init; }

    /// <summary>Fraction of the multiply-add peak that dot products and weighted sums of rows reach, whose operands are used once each.</summary>
    [Field("dot_efficiency", Maximum = 1)] public required double DotEfficiency { get; init; }

    /// <summary>Elements loaded or stored per clock, as a fraction of two per multiply-add lane, in loops over rows in the nearest cache.</summary>
    [Field("vector_efficiency", Maximum = 1)] public required double VectorEfficiency { get; init; }

    /// <summary>Cycles of a step of a loop that works on one element at a time: loaded, multiplied, added or stored.</summary>
    [Field("scalar_cycles", Minimum = 0, Maximum = 1000)] public required double ScalarCycles { get; init; }

    /// <summary>Fraction of a memory level's bandwidth that kernels reach.</summary>
    [Field("level_efficiency", Maximum = 1)] public required double LevelEfficiency { get; init; }

    /// <summary>
    /// Exponent of the norm that joins arithmetic and memory time where loads run ahead of the arithmetic: 1 where they take turns, large where they overlap.
    /// Kernels that work on a row in the nearest cache between reading and writing it take turns.
    /// </summary>
    [Field("overlap_exponent", Minimum = 1, Maximum = 100)] public required double OverlapExponent { get; init; }

    /// <summary>Launches of the device's description that a parallel loop, or a kernel, takes.</summary>
    [Field("launches", Minimum = 0, Maximum = 100)] public required double Launches { get; init; }

    /// <summary>Launches of the device's description that it takes to wake a worker which has gone to sleep.</summary>
    [Field("sleep_launches", Minimum = 0, Maximum = 1e4)] public required double SleepLaunches { get; init; }
}
