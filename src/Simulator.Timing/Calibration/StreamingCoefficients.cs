using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of operators that stream through memory; shared by all GPUs.</summary>
public sealed record StreamingCoefficients
{
    /// <summary>Fraction of the memory's peak that streaming reads and writes reach.</summary>
    [Field("memory_efficiency", Maximum = 1)] public required double MemoryEfficiency { get; init; }

    /// <summary>Fraction of the L2's bandwidth that operands found there reach.</summary>
    [Field("l2_efficiency", Maximum = 1)] public required double L2Efficiency { get; init; }

    /// <summary>Memory latencies between the first load and the last store besides the transfer: load, reduce, store.</summary>
    [Field("latencies", Minimum = 0, Maximum = 100)] public required double Latencies { get; init; }

    /// <summary>Bytes that one SM keeps in flight: what few SMs can draw is this over the latency.</summary>
    [Field("bytes_in_flight", Maximum = 1e9)] public required double BytesInFlight { get; init; }
}
