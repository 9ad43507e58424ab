using Simulator.Hardware.Clusters;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Collectives;

/// <summary>
/// Prices an exchange between GPUs: the library's kernels, a reduction inside the switch, or an engine's one- and two-shot kernels, whichever is fastest;
/// across nodes in a hierarchy (within, across, within). Equations: docs/timing-model.md.
/// </summary>
public sealed class CollectiveModel
{
    private readonly GpuRates rates;
    private readonly SystemDescription system;
    private readonly CollectiveCoefficients c;
    private readonly NodeLinks links;
    private readonly LibraryExchange library;
    private readonly SwitchReduction inSwitch;
    private readonly FusedReduction fused;

    /// <summary>Prepares the model.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="system">The node and the cluster.</param>
    public CollectiveModel(GpuRates rates, SystemDescription system)
    {
        this.rates = rates;
        this.system = system;
        c = rates.Coefficients.Collective;
        links = new NodeLinks(rates, system.ScaleUp);
        library = new LibraryExchange(links, c);
        inSwitch = new SwitchReduction(links, rates);
        fused = new FusedReduction(links, c);
    }

    /// <summary>Prices an exchange.</summary>
    /// <param name="op">The exchange; its ranks fill nodes one after the other.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(CollectiveOperator op)
    {
        if (op.Gpus <= 1)
        {
            return new KernelEstimate(0, default, 0, 0, 0, default, 0);
        }

        var local = Math.Max(1, (double)op.Gpus / op.Nodes);
        var (fixedSeconds, link) = op.Nodes > 1 ? Hierarchical(op, local) : Within(op.Kind, op.Gpus, op.Bytes);
        var resources = new ResourceTimes(Link: link, Latency: fixedSeconds);
        var moved = LinkBytes(op.Kind, op.Gpus, op.Bytes, system.ScaleUp.InSwitchReduction && op.Nodes <= 1);
        return new KernelEstimate(fixedSeconds + link, resources, op.Flops, 2 * moved, 0, default, 1);
    }

    /// <summary>Bytes that each rank must at least receive.</summary>
    /// <param name="kind">The exchange.</param>
    /// <param name="gpus">Ranks.</param>
    /// <param name="bytes">Buffer per rank.</param>
    /// <param name="inSwitchReduction">Whether a switch between the ranks can add up their buffers, so that a rank receives only the sum.</param>
    /// <returns>Bytes per rank and direction.</returns>
    public static double LinkBytes(CollectiveKind kind, double gpus, double bytes, bool inSwitchReduction) => kind switch
    {
        CollectiveKind.AllReduce or CollectiveKind.AllReduceFused =>
            bytes * (inSwitchReduction ? 1 : Math.Max(1, 2 * (gpus - 1) / gpus)) * (gpus > 1 ? 1 : 0),
        CollectiveKind.SendRecv => bytes,
        _ => bytes * (gpus - 1) / gpus,
    };

    private (double Fixed, double Link) Within(CollectiveKind kind, double n, double bytes)
    {
        double direct = links.Direct(n), rate = links.Library(n);
        return kind switch
        {
            // Engines have no kernels of their own for more than a pair of boards on PCIe; there the library was let reach peers directly.
            CollectiveKind.AllReduceFused when bytes > c.FusedLimitBytes || (links.Pcie && n > 2) => Reduce(n, bytes, direct),
            CollectiveKind.AllReduceFused => LibraryExchange.Faster(fused.AllReduce(n, bytes, direct), Reduce(n, bytes, direct)),
            CollectiveKind.AllReduce => Reduce(n, bytes, rate),
            CollectiveKind.AllGather or CollectiveKind.ReduceScatter => library.Ring(n, bytes, reduceAndGather: false, rate),
            CollectiveKind.AllToAll => library.Pairs(n, bytes * (n - 1) / n, bytes / n, rate),
            _ => library.Pairs(2, bytes, 0, links.Library(2)),
        };
    }

    private (double Fixed, double Link) Reduce(double n, double bytes, double rate)
    {
        var ring = library.Ring(n, bytes, reduceAndGather: true, rate);
        return system.ScaleUp.InSwitchReduction && n > 2 ? LibraryExchange.Faster(ring, inSwitch.AllReduce(n, bytes, rate)) : ring;
    }

    private (double Fixed, double Link) Hierarchical(CollectiveOperator op, double local)
    {
        var network = system.ScaleOut;
        var rate = (network?.BandwidthBytesPerSecond ?? rates.Gpu.Links.PcieBytesPerSecond) * c.ScaleOutRate;
        var latency = network?.LatencySeconds ?? 2 * system.ScaleUp.LatencySeconds;
        var call = links.Cycles(c.LibraryCycles);
        double nodes = op.Nodes, bytes = op.Bytes;
        var inside = op.Kind == CollectiveKind.AllReduceFused ? CollectiveKind.AllReduce : op.Kind;
        switch (inside)
        {
            case CollectiveKind.AllReduce:
                var scatter = local > 1 ? Within(CollectiveKind.ReduceScatter, local, bytes) : (Fixed: call, Link: 0.0);
                var gather = local > 1 ? Within(CollectiveKind.AllGather, local, bytes) : (Fixed: 0.0, Link: 0.0);
                return (scatter.Fixed + gather.Fixed + 2 * Math.Ceiling(Math.Log2(nodes)) * latency,
                    scatter.Link + gather.Link + 2 * bytes / local * (nodes - 1) / nodes / rate);
            case CollectiveKind.AllGather or CollectiveKind.ReduceScatter:
                var within = local > 1 ? Within(inside, local, bytes) : (Fixed: call, Link: 0.0);
                return (within.Fixed + Math.Ceiling(Math.Log2(nodes)) * latency, within.Link + bytes / local * (nodes - 1) / nodes / rate);
            case CollectiveKind.AllToAll:
                var near = local > 1 ? Within(inside, local, bytes / nodes) : (Fixed: call, Link: 0.0);
                return (near.Fixed + latency, Math.Max(near.Link, bytes * (nodes - 1) / nodes / rate));
            default:
                return (call + latency, bytes / rate);
        }
    }
}
