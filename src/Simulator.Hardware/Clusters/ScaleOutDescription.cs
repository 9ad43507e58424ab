using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Clusters;

/// <summary>The network between nodes (InfiniBand or Ethernet).</summary>
public sealed record ScaleOutDescription
{
    /// <summary>The technology, such as <c>InfiniBand NDR</c>.</summary>
    [Field("kind")] public required string Kind { get; init; }

    /// <summary>Bandwidth per GPU and direction, in bytes per second.</summary>
    [Field("bandwidth", Dimension.BytesPerSecond, Minimum = 1e6, Maximum = 1e17)] public required double BandwidthBytesPerSecond { get; init; }

    /// <summary>Latency between two GPUs of different nodes, software included, in seconds.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 1e-9, Maximum = 1)] public required double LatencySeconds { get; init; }
}
