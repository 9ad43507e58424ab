using System.Collections.Concurrent;
using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Precisions;

namespace Simulator.Timing.Gemm;

/// <summary>
/// The output tiles that matrix libraries offer on a kind of matrix instruction, with their cost per step along k (128 bytes of each operand row).
/// </summary>
internal static class GemmTiles
{
    /// <summary>Bytes along k of one step.</summary>
    public const double StepBytes = 128;

    /// <summary>Bytes per clock through an SM's port to the L2, which asynchronous copies fill.</summary>
    private const double PortBytesPerClock = 64;
    private const double FewRows = 64;

    private static readonly ConcurrentDictionary<(MmaGeneration Generation, bool Narrow, bool AllPowers), ImmutableArray<(int M, int N, double MostRows)>> SizesOf = new();

    /// <summary>Lists the tiles of a GPU and precision.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="precision">The formats.</param>
    /// <returns>The tiles, largest first.</returns>
    public static GemmTile[] For(GpuRates rates, GemmPrecision precision)
    {
        var c = rates.Coefficients.Gemm;
        var pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        var instruction = Instruction(rates, precision);
        var fma = rates.MatrixFmaPerClock(instruction);
        var efficiency = pipeline.TensorEfficiency * (precision.WeightOnly && rates.Async ? c.WideningEfficiency : 1);
        var elementBytes = instruction.ElementBytes;
        var stepElements = StepBytes / elementBytes;
        var generation = rates.Gpu.Tensor.Generation;
        var allPowers = precision.ActivationBlock > 0 || precision.Activation == NumberFormats.Int8;
        var sizes = SizesOf.GetOrAdd((generation, instruction.ElementBits < 16, allPowers), static key => [.. Sizes(key.Generation, key.Narrow, key.AllPowers)
            .OrderByDescending(t => (long)t.M * t.N)]);
        var tiles = new GemmTile[sizes.Length];
        for (var i = 0; i < tiles.Length; i++)
        {
            var (m, n, mostRows) = sizes[i];
            var (paddedM, paddedN) = Padded(rates, m, n);
            var tensor = paddedM * (double)paddedN * stepElements / (fma * efficiency);
            var bytes = stepElements * (m * precision.ActivationBytes + n * precision.WeightBytes);
            var shared = bytes / rates.Gpu.Sm.SharedMemoryBytesPerClock;
            var share = rates.L2BytesPerSecond / rates.Sms / rates.TensorHz;
            var l2 = bytes / (rates.Async ? c.Multicast : 1) / (share * c.L2Efficiency);
            var inFlight = Math.Min(pipeline.Stages * bytes, rates.Gpu.Sm.SharedMemoryBytes / 2);
            var chain = bytes / inFlight * rates.TensorHz;
            var output = m * (double)n * precision.Output.ElementBytes;
            var store = pipeline.TileCycles + output / (rates.Async ? PortBytesPerClock : c.StoreBytesPerClock);
            tiles[i] = new GemmTile(m, n, tensor, shared, chain, l2, store, output / share, Math.Sqrt(rates.Sms * (double)n / m), mostRows);
        }

        return tiles;
    }

    /// <summary>
    /// The format of the matrix instruction. Where scales of blocks meet synchronous instructions that take none, kernels convert operands to 16 bits on
    /// the way (measured: such products reach the 16-bit rate, at the 16-bit time per step).
    /// </summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="precision">The formats.</param>
    /// <returns>The format.</returns>
    public static NumberFormat Instruction(GpuRates rates, GemmPrecision precision)
    {
        var scaledInSoftware = precision.ActivationBlock > 0 && !rates.Async && !rates.Gpu.Tensor.BlockScaled;
        return rates.InstructionFormat(scaledInSoftware ? NumberFormats.Bf16 : precision.Compute);
    }

    /// <summary>
    /// 16-bit libraries for asynchronous instructions generate tiles in fine steps, with either operand on the instruction's long side; those for
    /// synchronous instructions offer powers of two. Kernels for 8 bits and fewer are fewer (as vLLM's tables of CUTLASS kernels, by rows): narrow ones
    /// for up to 64 rows, 64-row ones for up to 256 (wgmma: 128), large ones beyond; those that scale by block offer all powers of two.
    /// </summary>
    private static IEnumerable<(int M, int N, double MostRows)> Sizes(MmaGeneration generation, bool narrow, bool allPowers)
    {
        var asynchronous = GpuRates.IsAsync(generation);
        const double Any = double.PositiveInfinity;
        int[] fine = [16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256];
        int[] coarse = [32, 64, 128, 256];
        int[] few = [16, 32, 64], columns = [64, 128, 256], large = [128, 256];
        if (narrow && !allPowers)
        {
            var someRows = generation == MmaGeneration.Wgmma ? 128.0 : 256.0;
            var squareRows = asynchronous ? FewRows : 128.0;
            return (from m in few from n in columns select (m, n, FewRows))
                .Concat(from n in columns select (64, n, n == 64 ? squareRows : someRows))
                .Concat(from m in large from n in large where m * n <= 256 * 128 || asynchronous select (m, n, Any));
        }

        if (!asynchronous || narrow)
        {
            return from m in coarse from n in coarse where m * n <= 256 * 128 && Math.Max(m, n) >= 64 select (m, n, Any);
        }

        int[] instruction = [64, 128, 256];
        var straight = from m in instruction from n in fine where m * n <= 256 * 256 select (m, n, Any);
        var swapped = from m in fine from n in instruction where m * n <= 256 * 256 select (m, n, Any);
        return straight.Union(swapped);
    }

    /// <summary>Matrix instructions of Hopper work on 64 rows, those of Blackwell on 128 at full rate, whichever operand takes that side.</summary>
    private static (int M, int N) Padded(GpuRates rates, int m, int n)
    {
        var rows = rates.Gpu.Tensor.Generation switch { MmaGeneration.Wgmma => 64, MmaGeneration.Tcgen05 => 128, _ => 16 };
        return Math.Max(m, n) >= rows ? (m, n) : m >= n ? (rows, n) : (m, rows);
    }
}
