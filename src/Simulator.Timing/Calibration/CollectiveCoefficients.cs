using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the collective models: fixed cycles at the boost clock, and fractions of a link's rate.</summary>
public sealed record CollectiveCoefficients
{
    /// <summary>Cycles at the boost clock that a library call costs before the first byte moves.</summary>
    [Field("library_cycles", Minimum = 0, Maximum = 1e6)] public required double LibraryCycles { get; init; }

    /// <summary>Cycles that a library call adds for pairwise exchanges: a work item for every peer is unpacked.</summary>
    [Field("pair_cycles", Minimum = 0, Maximum = 1e6)] public required double PairCycles { get; init; }

    /// <summary>Cycles that a library call on all its channels costs more than on one.</summary>
    [Field("spread_cycles", Minimum = 0, Maximum = 1e6)] public required double SpreadCycles { get; init; }

    /// <summary>Cycles that each hop of a ring adds to half a round trip of the link: polling, reducing, storing.</summary>
    [Field("hop_cycles", Minimum = 0, Maximum = 1e6)] public required double HopCycles { get; init; }

    /// <summary>Bytes per clock that all channels of the low-latency protocol pass: it polls and stores words of 8 bytes with their flags.</summary>
    [Field("low_latency_bytes_per_clock", Maximum = 1e4)] public required double LowLatencyBytesPerClock { get; init; }

    /// <summary>Cycles that the 128-byte low-latency protocol adds.</summary>
    [Field("low_latency128_cycles", Minimum = 0, Maximum = 1e6)] public required double LowLatency128Cycles { get; init; }

    /// <summary>Cycles that it adds to each hop.</summary>
    [Field("low_latency128_hop_cycles", Minimum = 0, Maximum = 1e6)] public required double LowLatency128HopCycles { get; init; }

    /// <summary>Fraction of the link's rate that it reaches.</summary>
    [Field("low_latency128_rate", Maximum = 1)] public required double LowLatency128Rate { get; init; }

    /// <summary>Cycles that the bulk protocol adds.</summary>
    [Field("simple_cycles", Minimum = 0, Maximum = 1e6)] public required double SimpleCycles { get; init; }

    /// <summary>Cycles that it adds to each hop: a fence and a flag behind every slice.</summary>
    [Field("simple_hop_cycles", Minimum = 0, Maximum = 1e6)] public required double SimpleHopCycles { get; init; }

    /// <summary>Fraction of the link's rate that it reaches.</summary>
    [Field("simple_rate", Maximum = 1)] public required double SimpleRate { get; init; }

    /// <summary>Cycles that the bulk protocol adds to pairwise exchanges, where no ring has to fill.</summary>
    [Field("pair_simple_cycles", Minimum = 0, Maximum = 1e6)] public required double PairSimpleCycles { get; init; }

    /// <summary>Fraction of the link's rate that pairwise exchanges reach.</summary>
    [Field("pair_rate", Maximum = 1)] public required double PairRate { get; init; }

    /// <summary>Bytes per clock at which all channels copy the rank's own share.</summary>
    [Field("own_bytes_per_clock", Maximum = 1e4)] public required double OwnBytesPerClock { get; init; }

    /// <summary>Cycles that each round of chunks through a reducing switch costs beside its bytes.</summary>
    [Field("switch_round_cycles", Minimum = 0, Maximum = 1e6)] public required double SwitchRoundCycles { get; init; }

    /// <summary>Fraction of the link's rate of a reduction inside the switch.</summary>
    [Field("switch_rate", Maximum = 1)] public required double SwitchRate { get; init; }

    /// <summary>Cycles that an engine's own all-reduce kernel costs.</summary>
    [Field("fused_cycles", Minimum = 0, Maximum = 1e6)] public required double FusedCycles { get; init; }

    /// <summary>Cycles that it costs more on many thread blocks than on one.</summary>
    [Field("fused_spread_cycles", Minimum = 0, Maximum = 1e6)] public required double FusedSpreadCycles { get; init; }

    /// <summary>Share of a round trip that each peer beyond the first adds to it.</summary>
    [Field("fused_peer", Minimum = 0, Maximum = 10)] public required double FusedPeer { get; init; }

    /// <summary>Cycles of the barrier between two shots: a fence of the whole system, flags, and the second loads.</summary>
    [Field("fused_barrier_cycles", Minimum = 0, Maximum = 1e6)] public required double FusedBarrierCycles { get; init; }

    /// <summary>Fraction of the link's rate of fused one- and two-shot kernels.</summary>
    [Field("fused_rate", Maximum = 1)] public required double FusedRate { get; init; }

    /// <summary>Buffer size above which engines leave the exchange to the library.</summary>
    [Field("fused_limit", Dimension.Bytes, Minimum = 0)] public required double FusedLimitBytes { get; init; }

    /// <summary>Fraction of PCIe's rate that is left beside its packet headers.</summary>
    [Field("pcie_rate", Maximum = 1)] public required double PcieRate { get; init; }

    /// <summary>Fraction of the host's rate that is left where the ranks are on both sockets.</summary>
    [Field("socket_rate", Maximum = 1)] public required double SocketRate { get; init; }

    /// <summary>Factor on latencies and cycles where the GPU has two dies.</summary>
    [Field("two_die_latency", Minimum = 1, Maximum = 10)] public required double TwoDieLatency { get; init; }

    /// <summary>Fraction of the network's rate between nodes.</summary>
    [Field("scale_out_rate", Maximum = 1)] public required double ScaleOutRate { get; init; }
}
