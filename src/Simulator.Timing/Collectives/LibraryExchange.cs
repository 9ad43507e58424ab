using Simulator.Timing.Calibration;

namespace Simulator.Timing.Collectives;

/// <summary>
/// The communication library's kernels (NCCL, RCCL) inside a node: rings and pairwise exchanges under the fastest of three protocols. Low latency stores a
/// flag beside every word; low latency 128 a flag per 128 bytes, which needs NVLink's ordering; bulk moves slices behind fences.
/// </summary>
/// <param name="links">The node's links.</param>
/// <param name="c">The coefficients.</param>
internal sealed class LibraryExchange(NodeLinks links, CollectiveCoefficients c)
{
    /// <summary>Bytes of each rank that one block of the low-latency protocol takes: 512 threads of 8 bytes (NCCL, graph/tuning.cc, threadThresholds).</summary>
    private const double BlockBytes = 4096;

    /// <summary>A ring.</summary>
    /// <param name="n">Ranks.</param>
    /// <param name="bytes">Buffer of each rank.</param>
    /// <param name="reduceAndGather">Whether the ring is gone round twice (all-reduce) or once.</param>
    /// <param name="rate">Rate of each rank, in bytes per second and direction.</param>
    /// <returns>Seconds that do not and that do depend on the link's rate.</returns>
    public (double Fixed, double Link) Ring(double n, double bytes, bool reduceAndGather, double rate)
    {
        var turns = reduceAndGather ? 2 : 1;
        double hops = turns * (n - 1), moved = turns * bytes * (n - 1) / n, own = bytes / n;
        double start = links.Cycles(c.LibraryCycles), spread = links.Spread(c.SpreadCycles, bytes / (n * BlockBytes)), copied = links.Copy(own, c.OwnBytesPerClock);
        var chain = spread + (hops * links.Hop);
        var best = (start + chain, Beside(chain, LowLatency(moved, own, rate)));
        if (!links.Pcie)
        {
            var lines = start + chain + links.Cycles(c.LowLatency128Cycles + (hops * c.LowLatency128HopCycles));
            best = Faster(best, (lines, (moved / (rate * c.LowLatency128Rate)) + copied));
        }

        var slices = start + chain + links.Cycles(c.SimpleCycles + (hops * c.SimpleHopCycles));
        return Faster(best, (slices, (moved / (rate * c.SimpleRate)) + copied));
    }

    /// <summary>Every rank sends each peer its part; peers are served in parallel, in rounds that double.</summary>
    /// <param name="n">Ranks.</param>
    /// <param name="moved">Bytes that each rank sends.</param>
    /// <param name="own">Bytes that each rank keeps and copies.</param>
    /// <param name="rate">Rate of each rank, in bytes per second and direction.</param>
    /// <returns>Seconds that do not and that do depend on the link's rate.</returns>
    public (double Fixed, double Link) Pairs(double n, double moved, double own, double rate)
    {
        var start = links.Cycles(c.LibraryCycles + c.PairCycles) + links.Hop + (Math.Log2(n / 2) * links.RoundTrip);
        var spread = links.Spread(c.SpreadCycles, (moved + own) / (n * BlockBytes));
        return Faster(
            (start + spread, Beside(spread, LowLatency(moved, own, rate))),
            (start + spread + links.Cycles(c.PairSimpleCycles), (moved / (rate * c.PairRate)) + links.Copy(own, c.OwnBytesPerClock)));
    }

    /// <summary>The faster of two alternatives.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <returns>That with the smaller sum.</returns>
    public static (double Fixed, double Link) Faster((double Fixed, double Link) a, (double Fixed, double Link) b) =>
        a.Fixed + a.Link <= b.Fixed + b.Link ? a : b;

    /// <summary>What a transfer adds to a chain of latencies that it runs beside: the root of the sum of squares, less the chain.</summary>
    private static double Beside(double chain, double transfer) => Math.Sqrt((chain * chain) + (transfer * transfer)) - chain;

    private double LowLatency(double moved, double own, double rate) =>
        Math.Max(2 * moved / rate, links.Copy(moved + own, c.LowLatencyBytesPerClock));
}
