using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>The device memory.</summary>
public sealed record MemoryDescription
{
    /// <summary>The technology.</summary>
    [Field("kind")] public required MemoryKind Kind { get; init; }

    private const double BinaryGigabytes = 1.073741824;
    private const double OfDriver = 0.005;
    private const double InBandEccData = 15.0 / 16;

    /// <summary>Capacity in bytes, the GB of datasheets read as 10⁹ bytes.</summary>
    [Field("bytes", Dimension.Bytes, Minimum = 1024, Maximum = 1e16)] public required double Bytes { get; init; }

    /// <summary>Peak bandwidth in bytes per second.</summary>
    [Field("bandwidth", Dimension.BytesPerSecond, Minimum = 1e6, Maximum = 1e18)] public required double BandwidthBytesPerSecond { get; init; }

    /// <summary>Latency of a read that misses every cache, in seconds.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 1e-10, Maximum = 1e-3)] public required double LatencySeconds { get; init; }

    /// <summary>Whether error correction takes its check bits from the data's own bandwidth and capacity (GDDR), rather than from extra pins (HBM).</summary>
    [Field("in_band_ecc")] public bool InBandEcc { get; init; }

    /// <summary>
    /// Bytes that programs can allocate. Memory chips have powers of two, so that a datasheet's gigabytes are gibibytes: <c>nvidia-smi</c> shows 81 559 MiB
    /// on an H100 of 80 GB, 143 771 on an H200 of 141 GB and 183 359 on a B200 of 180 GB, half a percent being the driver's. In-band check bits take a
    /// sixteenth: 46 068 MiB on an L40S of 48 GB, 15 360 on a T4 of 16 GB.
    /// </summary>
    public double VisibleBytes => (1 - OfDriver) * Bytes * BinaryGigabytes * (InBandEcc ? InBandEccData : 1);
}
