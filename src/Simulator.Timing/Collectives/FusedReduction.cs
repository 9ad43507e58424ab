using Simulator.Timing.Calibration;

namespace Simulator.Timing.Collectives;

/// <summary>
/// The all-reduce kernels of inference engines: flags are raised at all peers, then each rank loads every peer's buffer (one shot), or its share of them and,
/// behind a second barrier, everybody's sums (two shots).
/// </summary>
/// <param name="links">The node's links.</param>
/// <param name="c">The coefficients.</param>
internal sealed class FusedReduction(NodeLinks links, CollectiveCoefficients c)
{
    /// <summary>Bytes that one thread block takes: 512 threads of 16 bytes.</summary>
    private const double BlockBytes = 8192;

    /// <summary>Prices an all-reduce.</summary>
    /// <param name="n">Ranks.</param>
    /// <param name="bytes">Buffer of each rank.</param>
    /// <param name="rate">Rate of each rank, in bytes per second and direction.</param>
    /// <returns>Seconds that do not and that do depend on the link's rate.</returns>
    public (double Fixed, double Link) AllReduce(double n, double bytes, double rate)
    {
        var start = links.Cycles(c.FusedCycles) + links.Spread(c.FusedSpreadCycles, bytes / BlockBytes)
            + ((2 + ((n - 2) * c.FusedPeer)) * links.RoundTrip);
        return LibraryExchange.Faster(
            (start, (n - 1) * bytes / (rate * c.FusedRate)),
            (start + links.Cycles(c.FusedBarrierCycles), 2 * bytes * (n - 1) / n / (rate * c.FusedRate)));
    }
}
