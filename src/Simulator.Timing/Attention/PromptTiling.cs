using Simulator.Hardware.Formats;
using Simulator.Timing.Gpus;

namespace Simulator.Timing.Attention;

/// <summary>The tiling that a prompt's attention runs in, the fastest of those that its kernel has.</summary>
/// <param name="Seconds">The makespan.</param>
/// <param name="Blocks">Thread blocks.</param>
/// <param name="Pairs">(query, key) pairs that all blocks work through, masked ones included.</param>
/// <param name="Rows">Query rows of a block.</param>
internal readonly record struct PromptTiling(double Seconds, double Blocks, double Pairs, int Rows)
{
    /// <summary>
    /// Searches the tilings. A block costs cycles by itself, by its rows and by its pairs; the longest, whose SM nothing else fills in the end, also
    /// waits for each tile of keys. Its time and the average load of an SM make the makespan.
    /// </summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="s">The attention.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="pairCycles">Cycles of an SM per pair.</param>
    /// <param name="keyTile">Keys of a tile.</param>
    /// <param name="throughput">SM cycles per second of all SMs together.</param>
    /// <returns>The fastest tiling.</returns>
    public static PromptTiling Fastest(GpuRates rates, in AttentionShape s, in PromptKernel kernel, double pairCycles, double keyTile, double throughput)
    {
        var c = rates.Coefficients.Attention;
        var best = new PromptTiling(double.PositiveInfinity, 0, 0, 0);
        ReadOnlySpan<int> tiles = kernel.LargestTile > 192 ? [16, 64, 128, kernel.LargestTile] : [16, 64, kernel.LargestTile];
        var ceiling = Math.Ceiling(s.Keys / keyTile) * keyTile;
        var windowed = kernel.Window > 0 && kernel.Window < s.Keys;
        var unwindowed = s.Keys - (s.Causal ? (s.Queries - 1) / 2 : 0);
        var seen = windowed ? s.PairsPerHead / s.Queries : unwindowed;

        // Kernels for asynchronous instructions split the keys where too few blocks would fill the SMs; the parts' outputs go through the L2 in fp32.
        var mostParts = rates.Async && !s.Causal ? 8 : 1;
        var partialSeconds = 2 * s.Sequences * s.Queries * s.Heads * s.ValueDim * sizeof(float) / (rates.L2BytesPerSecond * c.PrefillL2Efficiency);
        for (var packed = 0; packed <= (kernel.Packs ? 1 : 0); packed++)
        {
            foreach (var rows in tiles)
            {
                var queries = packed == 1 ? rows * s.KvHeads / s.Heads : rows;
                var blocks = s.Sequences * (packed == 1 ? s.KvHeads : s.Heads) * Math.Ceiling(s.Queries / queries);

                // Tiles reach over the mask's edges: over the diagonal, and over the window's far edge.
                var slack = s.Causal ? (Math.Min(queries, s.Queries) + keyTile) / 2 : keyTile / 2;
                var most = windowed ? Math.Min(ceiling, kernel.Window + queries + keyTile) : ceiling;
                var average = Math.Min(Math.Min(most, seen + (windowed ? 2 : 1) * slack), unwindowed + slack);
                var block = c.BlockCycles + (rows * c.BlockRowCycles);
                var starts = (c.BlockCycles / Resident(rates, rows, keyTile, kernel)) + (rows * c.BlockRowCycles);
                for (var parts = 1; parts <= mostParts; parts *= 2)
                {
                    var longest = ((((rows * most * pairCycles) + (most / keyTile * c.KeyTileCycles)) / parts) + block) / rates.TensorHz;
                    var load = blocks * ((rows * average * pairCycles) + (parts * starts)) / throughput;
                    var tail = c.TailShare * longest * Math.Clamp((blocks * parts / rates.Sms) - 1, 0, 1);
                    var combine = parts == 1 ? 0 : (c.CombineCycles / rates.ClockHz) + (parts * partialSeconds);
                    var seconds = Math.Max(longest, load + tail) + combine;
                    if (seconds < best.Seconds)
                    {
                        best = new PromptTiling(seconds, blocks * parts, blocks * rows * average, rows);
                    }
                }
            }
        }

        return best;
    }

    /// <summary>
    /// Blocks that share an SM, so that one starts and ends while the other computes: where the shared memory holds the queries and one tile of keys and
    /// of values of two; four warps that use all the registers a thread can have let no third in. Kernels for asynchronous instructions give the whole SM
    /// to one block.
    /// </summary>
    private static double Resident(GpuRates rates, int rows, double keyTile, in PromptKernel kernel)
    {
        if (rates.Async || kernel.Generic)
        {
            return 1;
        }

        var bytes = ((rows * kernel.KeyDim) + (keyTile * (kernel.KeyDim + kernel.ValueDim))) * NumberFormats.Bf16.ElementBytes;
        return Math.Clamp(Math.Floor(rates.Gpu.Sm.SharedMemoryBytes / bytes), 1, 2);
    }
}
