using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>How well a kernel's pipeline overlaps its stages, by how matrix instructions take operands (synchronous or asynchronous).</summary>
public sealed record GemmPipelineCoefficients
{
    /// <summary>Fraction of the peak that matrix instructions reach while a tile's main loop runs.</summary>
    [Field("tensor_efficiency", Maximum = 1)] public required double TensorEfficiency { get; init; }

    /// <summary>Copy stages in flight per thread block: how much of the latency that memory adds to the L2's is hidden by prefetching.</summary>
    [Field("stages", Maximum = 64)] public required double Stages { get; init; }

    /// <summary>L2 latencies that one step along k takes at least, however little it computes: the copies that no stage in flight hides.</summary>
    [Field("step_latencies", Minimum = 0, Maximum = 100)] public required double StepLatencies { get; init; }

    /// <summary>Cycles to start and finish a thread block's tile: set-up, pipeline fill and epilogue, without the store itself.</summary>
    [Field("tile_cycles", Minimum = 0, Maximum = 1e6)] public required double TileCycles { get; init; }

    /// <summary>Fraction of a tile's start and store that the next tile of the same SM does not hide.</summary>
    [Field("exposed_store", Minimum = 0, Maximum = 1)] public required double ExposedStore { get; init; }
}
