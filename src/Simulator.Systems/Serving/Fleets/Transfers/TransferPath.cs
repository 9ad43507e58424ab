using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;

namespace Simulator.Systems.Serving.Fleets.Transfers;

/// <summary>Over what KV caches travel, with bandwidths from the systems' descriptions.</summary>
/// <param name="Link">NVLink, InfiniBand or Ethernet.</param>
/// <param name="FromBytesPerSecond">Of each GPU of the prefill side.</param>
/// <param name="ToBytesPerSecond">Of each GPU of the decode side.</param>
/// <param name="LatencySeconds">Of each transfer.</param>
/// <param name="Overlap">When caches travel.</param>
public sealed record TransferPath(
    TransferLinkKind Link, double FromBytesPerSecond, double ToBytesPerSecond, double LatencySeconds, TransferOverlap Overlap)
{
    /// <summary>Bandwidth per GPU and direction where a system states no network: one port of 400 Gb/s (NVIDIA ConnectX-7 datasheet, 2022).</summary>
    public const double PortBytesPerSecond = 50e9;

    /// <summary>Latency between two nodes where a system states no network, with software; estimated, as in <c>configs/systems</c>.</summary>
    public const double PortLatencySeconds = 5e-6;

    /// <summary>Works out the path.</summary>
    /// <param name="description">What is asked for; null for the defaults.</param>
    /// <param name="prefill">The prefill side.</param>
    /// <param name="decode">The decode side.</param>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">
    /// NVLink is asked for between sides that share no scale-up domain, or one kind of network where a system has the other.
    /// </exception>
    public static TransferPath Of(TransferDescription? description, PoolPlan prefill, PoolPlan decode)
    {
        ArgumentNullException.ThrowIfNull(prefill);
        ArgumentNullException.ThrowIfNull(decode);
        return Between(description ?? new TransferDescription(), prefill.System.Hardware, decode.System.Hardware, prefill.Gpus + decode.Gpus, "transfer");
    }

    /// <summary>Works out a path between GPUs.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="from">The one side's system.</param>
    /// <param name="to">The other side's.</param>
    /// <param name="gpus">GPUs of both sides together.</param>
    /// <param name="section">The section that errors name.</param>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">As <see cref="Of"/> says.</exception>
    public static TransferPath Between(TransferDescription asked, SystemDescription from, SystemDescription to, int gpus, string section)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var obstacle = from.Id != to.Id || from.Gpu.Id != to.Gpu.Id ? $"{from.Id} and {to.Id} are joined by no scale-up links"
            : gpus > from.ScaleUp.Gpus ? $"{gpus} GPUs are more than the {from.ScaleUp.Gpus} of one domain of {from.Id}"
            : null;
        if (asked.Link == TransferLinkKind.Nvlink && obstacle is not null)
        {
            throw new InputException($"{obstacle}; accepted: auto, infiniband, ethernet", key: $"{section}.link");
        }

        var inside = asked.Link == TransferLinkKind.Nvlink || (asked.Link == TransferLinkKind.Auto && obstacle is null);
        return inside
            ? new TransferPath(
                TransferLinkKind.Nvlink, asked.BandwidthBytesPerSecond ?? from.ScaleUp.BandwidthBytesPerSecond,
                asked.BandwidthBytesPerSecond ?? to.ScaleUp.BandwidthBytesPerSecond, asked.LatencySeconds ?? from.ScaleUp.LatencySeconds, asked.Overlap)
            : OverNetwork(asked, from, to, section);
    }

    private static TransferPath OverNetwork(TransferDescription asked, SystemDescription from, SystemDescription to, string section)
    {
        var kind = asked.Link == TransferLinkKind.Auto ? KindOf(from) ?? KindOf(to) ?? TransferLinkKind.Infiniband : asked.Link;
        foreach (var system in (ReadOnlySpan<SystemDescription>)[from, to])
        {
            if (asked.BandwidthBytesPerSecond is null && KindOf(system) is { } own && own != kind)
            {
                var (name, other) = (system.ScaleOut!.Kind, kind == TransferLinkKind.Ethernet ? "Ethernet" : "InfiniBand");
                throw new InputException(
                    $"{system.Id} has {name}, which does not reach {other}; accepted: one kind on both sides, or a bandwidth", key: $"{section}.link");
            }
        }

        var latency = Math.Max(from.ScaleOut?.LatencySeconds ?? PortLatencySeconds, to.ScaleOut?.LatencySeconds ?? PortLatencySeconds);
        return new TransferPath(kind, Bandwidth(from), Bandwidth(to), asked.LatencySeconds ?? latency, asked.Overlap);

        double Bandwidth(SystemDescription system) => asked.BandwidthBytesPerSecond ?? system.ScaleOut?.BandwidthBytesPerSecond ?? PortBytesPerSecond;
    }

    private static TransferLinkKind? KindOf(SystemDescription system) => system.ScaleOut is not { } network ? null
        : network.Kind.Contains("InfiniBand", StringComparison.OrdinalIgnoreCase) ? TransferLinkKind.Infiniband
        : TransferLinkKind.Ethernet;
}
