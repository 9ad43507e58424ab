using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>The device memory.</summary>
public sealed record MemoryDescription
{
    /// <summary>The technology.</summary>
    [Field("kind")] public required MemoryKind Kind { get; init; }

    /// <summary>Capacity in bytes. The GB of datasheets is read as 10⁹ bytes; what boards have beyond that, up to 7 %, is left to driver and runtime.</summary>
    [Field("bytes", Dimension.Bytes, Minimum = 1024, Maximum = 1e16)] public required double Bytes { get; init; }

    /// <summary>Peak bandwidth in bytes per second.</summary>
    [Field("bandwidth", Dimension.BytesPerSecond, Minimum = 1e6, Maximum = 1e18)] public required double BandwidthBytesPerSecond { get; init; }

    /// <summary>Latency of a read that misses every cache, in seconds.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 1e-10, Maximum = 1e-3)] public required double LatencySeconds { get; init; }

    /// <summary>Whether error correction takes its check bits from the data's own bandwidth and capacity (GDDR), rather than from extra pins (HBM).</summary>
    [Field("in_band_ecc")] public bool InBandEcc { get; init; }
}
