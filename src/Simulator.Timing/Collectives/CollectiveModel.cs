using Simulator.Hardware.Clusters;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Collectives;

/// <summary>
/// Prices an exchange between GPUs: the fastest of the library's protocols (low latency, 128-byte low latency, bulk) on a ring, a reduction inside the
/// switch, or an engine's one- and two-shot kernels; across nodes in a hierarchy (within, across, within). Equations: docs/timing-model.md.
/// </summary>
/// <param name="rates">The GPU.</param>
/// <param name="system">The node and the cluster.</param>
public sealed class CollectiveModel(GpuRates rates, SystemDescription system)
{
    private readonly CollectiveCoefficients c = rates.Coefficients.Collective;
    private readonly double latencyFactor = rates.Gpu.Package.Dies > 1 ? rates.Coefficients.Collective.TwoDieLatency : 1;

    private double Hop => (c.Hop * system.ScaleUp.LatencySeconds * latencyFactor) + Cycles(c.HopCycles);

    /// <summary>Prices an exchange.</summary>
    /// <param name="op">The exchange; its ranks fill nodes one after the other.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(CollectiveOperator op)
    {
        if (op.Gpus <= 1)
        {
            return new KernelEstimate(0, default, 0, 0, 0, default, 0, OperatorFamily.AllReduce);
        }

        var local = Math.Max(1, (double)op.Gpus / op.Nodes);
        var (fixedSeconds, link) = op.Nodes > 1 ? Hierarchical(op, local) : Within(op.Kind, op.Gpus, op.Bytes);
        var resources = new ResourceTimes(Link: link, Latency: fixedSeconds);
        var moved = LinkBytes(op.Kind, op.Gpus, op.Bytes);
        return new KernelEstimate(fixedSeconds + link, resources, op.Flops, 2 * moved, 0, default, 1, OperatorFamily.AllReduce);
    }

    /// <summary>Bytes that each rank must at least receive.</summary>
    /// <param name="kind">The exchange.</param>
    /// <param name="gpus">Ranks.</param>
    /// <param name="bytes">Buffer per rank.</param>
    /// <returns>Bytes per rank and direction.</returns>
    public static double LinkBytes(CollectiveKind kind, double gpus, double bytes) => kind switch
    {
        CollectiveKind.AllReduce or CollectiveKind.AllReduceFused => bytes * Math.Max(1, 2 * (gpus - 1) / gpus) * (gpus > 1 ? 1 : 0),
        CollectiveKind.SendRecv => bytes,
        _ => bytes * (gpus - 1) / gpus,
    };

    private (double Fixed, double Link) Within(CollectiveKind kind, double n, double bytes)
    {
        var up = system.ScaleUp;
        var pcie = up.Topology == ScaleUpTopology.Pcie;
        var peers = up.BandwidthBytesPerSecond * (pcie ? c.PcieRate : 1);
        if (up.Topology == ScaleUpTopology.Mesh)
        {
            peers *= Math.Min(1, (n - 1) / Math.Max(1, up.Gpus - 1));
        }

        // What the library stages in host memory passes there in bulk: no share of it is lost to a protocol.
        var rate = pcie && n > 2 && up.HostBandwidthBytesPerSecond > 0
            ? Math.Min(peers, up.HostBandwidthBytesPerSecond / (n * c.SimpleRate))
            : peers;
        var own = bytes / n / (up.BandwidthBytesPerSecond * c.OwnCopyRate);
        var start = Cycles(c.LibraryCycles);
        var moved = bytes * (n - 1) / n;
        switch (kind)
        {
            case CollectiveKind.AllReduceFused:
                // Engines have no kernels of their own for more than a pair of boards on PCIe.
                var library = Reduce(n, bytes, peers);
                return bytes > c.FusedLimitBytes || (pcie && n > 2) ? library : Faster(Fused(n, bytes, peers, pcie), library);
            case CollectiveKind.AllReduce:
                return Reduce(n, bytes, rate);
            case CollectiveKind.AllGather or CollectiveKind.ReduceScatter:
                return Ring(n - 1, moved, own, rate);
            case CollectiveKind.AllToAll:
                var chain = start + Hop + ((n - 2) * c.Peer * up.LatencySeconds * latencyFactor);
                return Faster(
                    (chain, (moved / (rate * c.LowLatencyRate)) + own),
                    (chain + Cycles(c.AllToAllSimpleCycles), (moved / (rate * c.AllToAllRate)) + own));
            default:
                return (start + Hop, bytes / (rate * c.SimpleRate));
        }
    }

    private double Cycles(double cycles) => cycles / rates.ClockHz * latencyFactor;

    private (double Fixed, double Link) Reduce(double n, double bytes, double rate)
    {
        var ring = Ring(2 * (n - 1), 2 * bytes * (n - 1) / n, 0, rate);
        return system.ScaleUp.InSwitchReduction && n > 2
            ? Faster(ring, (Cycles(c.LibraryCycles + c.SwitchCycles) + (2 * Hop), bytes / (rate * c.SwitchRate)))
            : ring;
    }

    private (double Fixed, double Link) Ring(double hops, double moved, double copy, double rate)
    {
        var chain = Cycles(c.LibraryCycles) + (hops * Hop);
        return Faster(
            Faster(
                (chain, (moved / (rate * c.LowLatencyRate)) + copy),
                (chain + Cycles(c.LowLatency128Cycles), (moved / (rate * c.LowLatency128Rate)) + copy)),
            (chain + Cycles(c.SimpleCycles), (moved / (rate * c.SimpleRate)) + copy));
    }

    private (double Fixed, double Link) Fused(double n, double bytes, double rate, bool pcie)
    {
        var start = Cycles(c.FusedCycles);
        var hop = (pcie ? c.FusedPcieHop : c.FusedHop) * system.ScaleUp.LatencySeconds * latencyFactor;
        return Faster(
            (start + hop, (n - 1) * bytes / (rate * c.FusedRate)),
            (start + (2 * hop), 2 * bytes * (n - 1) / n / (rate * c.FusedRate)));
    }

    private (double Fixed, double Link) Hierarchical(CollectiveOperator op, double local)
    {
        var network = system.ScaleOut;
        var rate = (network?.BandwidthBytesPerSecond ?? rates.Gpu.Links.PcieBytesPerSecond) * c.ScaleOutRate;
        var latency = network?.LatencySeconds ?? 2 * system.ScaleUp.LatencySeconds;
        var library = c.LibraryCycles / rates.ClockHz * latencyFactor;
        double nodes = op.Nodes, bytes = op.Bytes;
        var inside = op.Kind == CollectiveKind.AllReduceFused ? CollectiveKind.AllReduce : op.Kind;
        switch (inside)
        {
            case CollectiveKind.AllReduce:
                var scatter = local > 1 ? Within(CollectiveKind.ReduceScatter, local, bytes) : (Fixed: library, Link: 0.0);
                var gather = local > 1 ? Within(CollectiveKind.AllGather, local, bytes) : (Fixed: 0.0, Link: 0.0);
                return (scatter.Fixed + gather.Fixed + 2 * Math.Ceiling(Math.Log2(nodes)) * latency,
                    scatter.Link + gather.Link + 2 * bytes / local * (nodes - 1) / nodes / rate);
            case CollectiveKind.AllGather or CollectiveKind.ReduceScatter:
                var within = local > 1 ? Within(inside, local, bytes) : (Fixed: library, Link: 0.0);
                return (within.Fixed + Math.Ceiling(Math.Log2(nodes)) * latency, within.Link + bytes / local * (nodes - 1) / nodes / rate);
            case CollectiveKind.AllToAll:
                var near = local > 1 ? Within(inside, local, bytes / nodes) : (Fixed: library, Link: 0.0);
                return (near.Fixed + latency, Math.Max(near.Link, bytes * (nodes - 1) / nodes / rate));
            default:
                return (library + latency, bytes / rate);
        }
    }

    private static (double Fixed, double Link) Faster((double Fixed, double Link) a, (double Fixed, double Link) b) =>
        a.Fixed + a.Link <= b.Fixed + b.Link ? a : b;
}
