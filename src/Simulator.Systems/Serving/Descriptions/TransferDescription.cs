using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Fleets.Transfers;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>How KV caches travel from prefill to decode.</summary>
public sealed record TransferDescription
{
    /// <summary>Over what.</summary>
    [Field("link")] public TransferLinkKind Link { get; init; } = TransferLinkKind.Auto;

    /// <summary>Bandwidth per GPU and direction, on both sides. Default: what each side's system states, or 50 GB/s (400 Gb/s ports).</summary>
    [Field("bandwidth", Dimension.BytesPerSecond)] public double? BandwidthBytesPerSecond { get; init; }

    /// <summary>Latency of a transfer. Default: what the systems state, or 5 µs.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 0)] public double? LatencySeconds { get; init; }

    /// <summary>Whether layers travel as they are computed.</summary>
    [Field("overlap")] public TransferOverlap Overlap { get; init; } = TransferOverlap.Layer;
}
