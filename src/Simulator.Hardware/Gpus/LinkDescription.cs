using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>The links of one GPU.</summary>
public sealed record LinkDescription
{
    /// <summary>NVLink or Infinity Fabric bandwidth per GPU and direction in bytes per second; 0 where the GPU has none.</summary>
    [Field("scale_up", Dimension.BytesPerSecond, Minimum = 0, Maximum = 1e17)] public required double ScaleUpBytesPerSecond { get; init; }

    /// <summary>PCIe bandwidth per direction, in bytes per second.</summary>
    [Field("pcie", Dimension.BytesPerSecond, Minimum = 1e6, Maximum = 1e17)] public required double PcieBytesPerSecond { get; init; }

    /// <summary>
    /// Bandwidth per direction to the host's memory in bytes per second where that is not reached over PCIe (NVLink-C2C): one GPU's share. Default: 0, PCIe.
    /// </summary>
    [Field("host", Dimension.BytesPerSecond, Minimum = 0, Maximum = 1e17)] public double HostBytesPerSecond { get; init; }

    /// <summary>How the GPUs of a node are joined where no system is named. Default: PCIe, also where links join only pairs of GPUs.</summary>
    [Field("topology")] public ScaleUpTopology Topology { get; init; } = ScaleUpTopology.Pcie;
}
