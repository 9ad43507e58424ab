using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Clusters;

/// <summary>The network between the GPUs of one node: NVLink through switches, a mesh of links, or PCIe.</summary>
public sealed record ScaleUpDescription
{
    /// <summary>GPUs in the domain.</summary>
    [Field("gpus", Minimum = 1, Maximum = 1e5)] public required int Gpus { get; init; }

    /// <summary>How the GPUs are joined.</summary>
    [Field("topology")] public required ScaleUpTopology Topology { get; init; }

    /// <summary>Bandwidth of one GPU into the network and direction, in bytes per second.</summary>
    [Field("bandwidth", Dimension.BytesPerSecond, Minimum = 1e6, Maximum = 1e17)] public required double BandwidthBytesPerSecond { get; init; }

    /// <summary>Seconds from a GPU's load of a peer's memory to its data: a round trip, without software.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 1e-9, Maximum = 1)] public required double LatencySeconds { get; init; }

    /// <summary>
    /// Bandwidth, in bytes per second, that all GPUs of a PCIe node share when more than one pair exchanges data and the communication library stages it in
    /// host memory; 0 (the default) where boards reach each other directly.
    /// </summary>
    [Field("host_bandwidth", Dimension.BytesPerSecond, Maximum = 1e17)] public double HostBandwidthBytesPerSecond { get; init; }

    /// <summary>Whether the switch adds up operands itself (NVLink SHARP).</summary>
    [Field("in_switch_reduction")] public bool InSwitchReduction { get; init; }
}
