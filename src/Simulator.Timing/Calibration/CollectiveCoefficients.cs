using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the collective models: fractions of a link's rate and fixed times of the library's protocols.</summary>
public sealed record CollectiveCoefficients
{
    /// <summary>Cycles at the boost clock that a library call costs before the first byte moves.</summary>
    [Field("library_cycles", Minimum = 0, Maximum = 1e6)] public required double LibraryCycles { get; init; }

    /// <summary>Cycles at the boost clock that an engine's own fused kernel costs.</summary>
    [Field("fused_cycles", Minimum = 0, Maximum = 1e6)] public required double FusedCycles { get; init; }

    /// <summary>Share of the link's latency that each flag of a fused kernel takes.</summary>
    [Field("fused_hop", Minimum = 0, Maximum = 100)] public required double FusedHop { get; init; }

    /// <summary>The same over PCIe, where a flag is polled across the bus.</summary>
    [Field("fused_pcie_hop", Minimum = 0, Maximum = 100)] public required double FusedPcieHop { get; init; }

    /// <summary>Buffer size from which engines leave the exchange to the library.</summary>
    [Field("fused_limit", Dimension.Bytes, Minimum = 0)] public required double FusedLimitBytes { get; init; }

    /// <summary>Share of the link's latency that each hop of a ring takes.</summary>
    [Field("hop", Minimum = 0, Maximum = 100)] public required double Hop { get; init; }

    /// <summary>Cycles at the boost clock that each hop of a ring adds: polling, reducing, storing.</summary>
    [Field("hop_cycles", Minimum = 0, Maximum = 1e6)] public required double HopCycles { get; init; }

    /// <summary>Share of the link's latency that each peer beyond the first adds to an all-to-all.</summary>
    [Field("peer", Minimum = 0, Maximum = 100)] public required double Peer { get; init; }

    /// <summary>Fraction of the link's rate of the low-latency protocol (half of each store is a flag, and it polls).</summary>
    [Field("low_latency_rate", Maximum = 1)] public required double LowLatencyRate { get; init; }

    /// <summary>Fraction of the link's rate of the 128-byte low-latency protocol.</summary>
    [Field("low_latency128_rate", Maximum = 1)] public required double LowLatency128Rate { get; init; }

    /// <summary>Cycles at the boost clock that the 128-byte low-latency protocol adds.</summary>
    [Field("low_latency128_cycles", Minimum = 0, Maximum = 1e6)] public required double LowLatency128Cycles { get; init; }

    /// <summary>Fraction of the link's rate of the bulk protocol.</summary>
    [Field("simple_rate", Maximum = 1)] public required double SimpleRate { get; init; }

    /// <summary>Cycles at the boost clock that the bulk protocol adds: its chunks pass the ring once before bandwidth counts.</summary>
    [Field("simple_cycles", Minimum = 0, Maximum = 1e6)] public required double SimpleCycles { get; init; }

    /// <summary>The same in an all-to-all.</summary>
    [Field("all_to_all_simple_cycles", Minimum = 0, Maximum = 1e6)] public required double AllToAllSimpleCycles { get; init; }

    /// <summary>Cycles at the boost clock that a reduction inside the switch adds.</summary>
    [Field("switch_cycles", Minimum = 0, Maximum = 1e6)] public required double SwitchCycles { get; init; }

    /// <summary>Fraction of the link's rate that an all-to-all reaches.</summary>
    [Field("all_to_all_rate", Maximum = 1)] public required double AllToAllRate { get; init; }

    /// <summary>Fraction of the link's rate of fused one- and two-shot kernels.</summary>
    [Field("fused_rate", Maximum = 1)] public required double FusedRate { get; init; }

    /// <summary>Fraction of the link's rate, in bytes of the buffer, of a reduction inside the switch.</summary>
    [Field("switch_rate", Maximum = 2)] public required double SwitchRate { get; init; }

    /// <summary>Fraction of PCIe's rate that GPUs of one node reach together.</summary>
    [Field("pcie_rate", Maximum = 1)] public required double PcieRate { get; init; }

    /// <summary>Rate at which a rank copies its own share, relative to the link's.</summary>
    [Field("own_copy_rate", Maximum = 100)] public required double OwnCopyRate { get; init; }

    /// <summary>Factor on latencies where the GPU has two dies.</summary>
    [Field("two_die_latency", Minimum = 1, Maximum = 10)] public required double TwoDieLatency { get; init; }

    /// <summary>Fraction of the network's rate between nodes.</summary>
    [Field("scale_out_rate", Maximum = 1)] public required double ScaleOutRate { get; init; }
}
