using Simulator.Timing.Gpus;

namespace Simulator.Timing.Recurrent;

/// <summary>
/// What of a set that is gone through again and again in the same order is found in an L2 that replaces lines at random: a line survives a turn of W bytes,
/// of which a share m misses, with probability exp(−m W / C), so that 1 − m = exp(−m W / C). (Replacement of the oldest line would lose all of a set above C.)
/// </summary>
internal static class CyclicResidency
{
    private const int Iterations = 40;

    /// <summary>The share of accesses that miss.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="bytes">The set.</param>
    /// <returns>From 0 (all of it fits) towards 1.</returns>
    public static double Misses(GpuRates rates, double bytes)
    {
        // Copies in other partitions compete for the capacity, as for matrix products.
        var capacity = rates.Gpu.L2.Bytes * (rates.Gpu.L2.Partitions > 1 ? Math.Min(1, rates.L2HalfHit) : 1);
        var ratio = bytes / capacity;
        if (ratio <= 1)
        {
            return 0;
        }

        var misses = 1.0;
        for (var i = 0; i < Iterations; i++)
        {
            misses = 1 - Math.Exp(-misses * ratio);
        }

        return misses;
    }
}
