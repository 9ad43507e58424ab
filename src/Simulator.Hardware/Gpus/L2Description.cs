using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>The last-level cache: the L2 on NVIDIA parts, the Infinity Cache on MI300X.</summary>
public sealed record L2Description
{
    /// <summary>Capacity in bytes. Memories on the chip are counted in powers of two: the 50 MB of a datasheet are 50 MiB.</summary>
    [Field("bytes", Dimension.Bytes, Minimum = 1024, Maximum = 1e12)] public required double Bytes { get; init; }

    /// <summary>Read bandwidth of the whole cache, in bytes per SM clock.</summary>
    [Field("bandwidth", Dimension.BytesPerClock, Minimum = 1, Maximum = 1e9)] public required double BytesPerClock { get; init; }

    /// <summary>Partitions that each keep a copy of what their own SMs read: data read by all SMs takes its size in each of them.</summary>
    [Field("partitions", Minimum = 1, Maximum = 64)] public required int Partitions { get; init; }

    /// <summary>Latency of a hit, in seconds.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 1e-10, Maximum = 1e-3)] public required double LatencySeconds { get; init; }
}
