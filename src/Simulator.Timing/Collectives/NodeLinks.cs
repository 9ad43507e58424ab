using Simulator.Hardware.Clusters;
using Simulator.Timing.Calibration;
using Simulator.Timing.Gpus;

namespace Simulator.Timing.Collectives;

/// <summary>What the exchanges ask of the links of one node: latencies in seconds, rates in bytes per second and direction.</summary>
internal sealed class NodeLinks
{
    private readonly CollectiveCoefficients c;
    private readonly ScaleUpDescription up;
    private readonly double clockHz;
    private readonly double dies;

    public NodeLinks(GpuRates rates, ScaleUpDescription up)
    {
        c = rates.Coefficients.Collective;
        this.up = up;
        clockHz = rates.ClockHz;
        dies = rates.Gpu.Package.Dies > 1 ? c.TwoDieLatency : 1;
        RoundTrip = up.LatencySeconds * dies;
        Hop = (RoundTrip / 2) + Cycles(c.HopCycles);
    }

    /// <summary>Whether the GPUs are boards on PCIe.</summary>
    public bool Pcie => up.Topology == ScaleUpTopology.Pcie;

    /// <summary>Seconds from a load of a peer's memory to its data.</summary>
    public double RoundTrip { get; }

    /// <summary>Seconds of one hop of a ring: a store reaches the peer, which polls for it, reduces or copies and stores on.</summary>
    public double Hop { get; }

    /// <summary>Rate of the GPU's links, before any protocol.</summary>
    public double LinkRate => up.BandwidthBytesPerSecond;

    /// <summary>Seconds of work that goes at the GPU's clock; accesses to the other die's L2 slow all of it.</summary>
    /// <param name="cycles">Cycles at the boost clock.</param>
    /// <returns>Seconds.</returns>
    public double Cycles(double cycles) => cycles / clockHz * dies;

    /// <summary>Seconds of moving bytes through the library's thread blocks at so many bytes per clock.</summary>
    /// <param name="bytes">Bytes.</param>
    /// <param name="bytesPerClock">Bytes per clock of all blocks together.</param>
    /// <returns>Seconds.</returns>
    public double Copy(double bytes, double bytesPerClock) => bytes / (bytesPerClock * clockHz);

    /// <summary>
    /// Seconds that more thread blocks cost than one; the library and the engines take more with the size, until all are in use:
    /// x² / (1 + x²) of the whole, x = bytes over those of one block.
    /// </summary>
    /// <param name="cycles">Cycles with all blocks.</param>
    /// <param name="blocks">Bytes over the bytes of one block.</param>
    /// <returns>Seconds.</returns>
    public double Spread(double cycles, double blocks) => Cycles(cycles) * blocks * blocks / (1 + (blocks * blocks));

    /// <summary>Rate at which ranks reach each other directly.</summary>
    /// <param name="n">Ranks.</param>
    /// <returns>Bytes per second and direction of each rank.</returns>
    public double Direct(double n) => up.Topology switch
    {
        ScaleUpTopology.Pcie => up.BandwidthBytesPerSecond * c.PcieRate,
        ScaleUpTopology.Mesh => up.BandwidthBytesPerSecond * Math.Min(1, (n - 1) / Math.Max(1, up.Gpus - 1)),
        _ => up.BandwidthBytesPerSecond,
    };

    /// <summary>
    /// Rate of the library: direct, but over PCIe more than a pair of boards share what the host passes, since the library stages their exchange in host
    /// memory (NCCL reaches further than a common PCIe switch directly for pairs only: graph/paths.cc, ncclTopoCheckP2p). Ranks on more than half of the
    /// node's boards are on both sockets.
    /// </summary>
    /// <param name="n">Ranks.</param>
    /// <returns>Bytes per second and direction of each rank.</returns>
    public double Library(double n)
    {
        var direct = Direct(n);
        if (!Pcie || n <= 2 || up.HostBandwidthBytesPerSecond <= 0)
        {
            return direct;
        }

        var host = up.HostBandwidthBytesPerSecond * c.PcieRate * (2 * n > up.Gpus ? c.SocketRate : 1);
        return Math.Min(direct, host / n);
    }
}
