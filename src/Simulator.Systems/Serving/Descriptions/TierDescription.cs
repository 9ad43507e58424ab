using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Memory;
using Simulator.Timing;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>A memory below the GPU's for computed prefixes, as a file states it: what one GPU has of it.</summary>
public sealed record TierDescription
{
    // What a data-centre NVMe drive on PCIe 4.0 x4 reads in sequence (datasheets: 6.5 to 7 GB/s), and a read of it (about 0.1 ms).
    private const double SsdBytesPerSecond = 7e9;
    private const double SsdLatencySeconds = 1e-4;

    /// <summary>The name: <c>host</c>, <c>ssd</c> and <c>remote</c> have defaults; another name needs both values.</summary>
    [Field("name")] public required string Name { get; init; }

    /// <summary>Bytes of one GPU's share.</summary>
    [Field("capacity", Dimension.Bytes)] public required double CapacityBytes { get; init; }

    /// <summary>
    /// Bytes per second between it and one GPU, in each direction. Default: the GPU's link to its host; 7 GB/s of an SSD; what the network between
    /// nodes gives a GPU.
    /// </summary>
    [Field("bandwidth", Dimension.BytesPerSecond, Minimum = 1e3, Maximum = 1e17)] public double? BandwidthBytesPerSecond { get; init; }

    /// <summary>Seconds of a transfer beside its bytes. Default: 10 µs, 100 µs, and that of the network.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 0, Maximum = 60)] public double? LatencySeconds { get; init; }

    /// <summary>The tier.</summary>
    /// <param name="timing">The timing model of the system, for defaults.</param>
    /// <returns>The tier.</returns>
    /// <exception cref="InputException">A value is missing that has no default here.</exception>
    public TierSettings ToSettings(TimingModel timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        MemoryLink? usual = (Name, timing.System.ScaleOut) switch
        {
            (KvMemory.Host, _) => HostLinks.Of(timing),
            ("ssd", _) => new MemoryLink(SsdBytesPerSecond, SsdLatencySeconds),
            ("remote", { } network) => new MemoryLink(network.BandwidthBytesPerSecond, network.LatencySeconds),
            _ => null,
        };
        var rate = BandwidthBytesPerSecond ?? usual?.BytesPerSecond;
        var latency = LatencySeconds ?? usual?.LatencySeconds;
        return rate is { } r && latency is { } l
            ? new TierSettings(Name, CapacityBytes, new MemoryLink(r, l))
            : throw new InputException(
                $"tier '{Name}' needs bandwidth and latency; only host and ssd have defaults, and remote in a system of several nodes", key: "tiers");
    }
}
