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

    /// <summary>Lists the tiles of a GPU and precision.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="precision">The formats.</param>
    /// <returns>The tiles, largest first.</returns>
    public static GemmTile[] For(GpuRates rates, GemmPrecision precision)
    {
        var c = rates.Coefficients.Gemm;
        var pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        var instruction = rates.InstructionFormat(precision.Compute);
        var fma = rates.MatrixFmaPerClock(precision.Compute);
        var efficiency = precision.Weight.ElementBits < instruction.ElementBits ? pipeline.WideningTensorEfficiency
            : instruction.ElementBits < 16 ? pipeline.NarrowTensorEfficiency : pipeline.TensorEfficiency;
        var elementBytes = instruction.ElementBytes;
        var stepElements = StepBytes / elementBytes;
        var tiles = new List<GemmTile>();
        foreach (var (m, n) in Sizes(rates, instruction.ElementBits >= 16 && precision.Weight.ElementBits >= 16))
        {
            var (paddedM, paddedN) = Padded(rates, m, n);
            var tensor = paddedM * (double)paddedN * stepElements / (fma * efficiency);
            var scaling = precision.ActivationBlock == 0 || instruction.BlockSize > 0 ? 0
                : m * (double)n * stepElements / precision.ActivationBlock * pipeline.ScalingOperations / rates.Gpu.Sm.Fp32Lanes;
            var (after, beside) = rates.Async ? (0.0, scaling) : (scaling, 0.0);
            var bytes = (m + n) * StepBytes;
            var shared = bytes / rates.Gpu.Sm.SharedMemoryBytesPerClock;
            var l2 = bytes / pipeline.Multicast / (rates.L2BytesPerSecond * c.L2Efficiency / rates.Sms / rates.TensorHz);
            var inFlight = Math.Min(pipeline.Stages * bytes, rates.Gpu.Sm.SharedMemoryBytes / 2);
            var chain = bytes / inFlight * rates.Gpu.Memory.LatencySeconds * rates.TensorHz;
            var store = pipeline.TileCycles + m * (double)n * precision.Output.ElementBytes / pipeline.StoreBytesPerClock;
            tiles.Add(new GemmTile(m, n, tensor, after, beside, shared, chain, l2, store, Math.Sqrt(rates.Sms * (double)n / m)));
        }

        return [.. tiles.OrderByDescending(t => (long)t.M * t.N)];
    }

    private static IEnumerable<(int M, int N)> Sizes(GpuRates rates, bool fineSteps)
    {
        int[] fine = [16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256];
        int[] coarse = [16, 32, 64, 128, 256];
        if (!rates.Async || !fineSteps)
        {
            return from m in coarse from n in coarse where m * n <= 256 * 128 && Math.Max(m, n) >= 64 select (m, n);
        }

        int[] instruction = [64, 128, 256];
        var straight = from m in instruction from n in fine where m * n <= 256 * 256 select (m, n);
        var swapped = from m in fine from n in instruction where m * n <= 256 * 256 select (m, n);
        return straight.Union(swapped);
    }

    /// <summary>Matrix instructions of Hopper work on 64 rows, those of Blackwell on 128 at full rate, whichever operand takes that side.</summary>
    private static (int M, int N) Padded(GpuRates rates, int m, int n)
    {
        var rows = rates.Gpu.Tensor.Generation switch { MmaGeneration.Wgmma => 64, MmaGeneration.Tcgen05 => 128, _ => 16 };
        return Math.Max(m, n) >= rows ? (m, n) : m >= n ? (rows, n) : (m, rows);
    }
}
