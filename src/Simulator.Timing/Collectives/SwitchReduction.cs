using Simulator.Hardware.Gpus;
using Simulator.Timing.Calibration;
using Simulator.Timing.Gpus;

namespace Simulator.Timing.Collectives;

/// <summary>
/// An all-reduce in the switch (NVLink SHARP): each rank loads the sum of its share and stores it to all, chunk after chunk, so that a link carries the
/// buffer and one share of it. Channels and chunks are NCCL's (transport/nvls.cc, enqueue.cc): smaller buffers are cut finer, and pay for it.
/// </summary>
/// <param name="links">The node's links.</param>
/// <param name="rates">The GPU.</param>
internal sealed class SwitchReduction(NodeLinks links, GpuRates rates)
{
    private const double Chunk = 16 * 1024;

    private readonly CollectiveCoefficients c = rates.Coefficients.Collective;
    private readonly double channels = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? 24 : 16;

    /// <summary>Prices an all-reduce.</summary>
    /// <param name="n">Ranks.</param>
    /// <param name="bytes">Buffer of each rank.</param>
    /// <param name="rate">Rate of each rank, in bytes per second and direction.</param>
    /// <returns>Seconds that do not and that do depend on the link's rate.</returns>
    public (double Fixed, double Link) AllReduce(double n, double bytes, double rate)
    {
        var start = links.Cycles(c.LibraryCycles + c.SimpleCycles) + (2 * links.Hop);
        var rounds = Rounds(bytes / (channels * n));
        return (start + (rounds * links.Cycles(c.SwitchRoundCycles)), bytes * (1 + (1 / n)) / (rate * c.SwitchRate));
    }

    /// <summary>
    /// Rounds of a channel over its bytes: of 16 KiB up to 4 rounds, 32 KiB up to 16, 64 KiB up to 128, then 128 KiB. Where a chunk grows, the rounds stay
    /// as many until the larger chunks need more, so that more bytes never take less time.
    /// </summary>
    private static double Rounds(double bytes)
    {
        var rounds = bytes / Chunk;
        if (rounds <= 4)
        {
            return rounds;
        }

        return rounds <= 32 ? Math.Max(4, rounds / 2) : rounds <= 512 ? Math.Max(16, rounds / 4) : Math.Max(128, rounds / 8);
    }
}
