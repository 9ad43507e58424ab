using Simulator.Hardware.Formats;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Timing.Gemm;

/// <summary>
/// Finds the fastest tile and split of the reduction for one precision on one GPU. A lower bound per tile (its steps spread evenly over all SMs, each
/// operand moved once) decides where to start and which tiles need not be priced; the result is that of pricing them all.
/// </summary>
internal sealed class GemmSearch
{
    /// <summary>What rounding may make the bound too high by, relatively.</summary>
    private const double Slack = 1e-9;
    /// <summary>Rows up to which libraries multiply int8 on the vector units (TensorRT-LLM's smooth-quantised product).</summary>
    private const int VectorRows = 4;

    /// <summary>Bytes along k that a thread block of the vector kernel reads at once: 256 threads, 16 bytes each.</summary>
    private const double VectorRoundBytes = 4096;
    private static readonly int[] Splits = [1, 2, 3, 4, 6, 8, 16, 32];
    private readonly GpuRates rates;
    private readonly GemmTile[] tiles;
    private readonly int[] splits;
    private readonly double stepElements;
    private readonly double powerRatio;
    private readonly double leastStep;
    private readonly double tileCycles;
    private readonly double exposedStore;
    private readonly double exposedOverlap;

    /// <summary>Prepares the tiles.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="precision">The formats.</param>
    /// <param name="powerRatio">Power of a full load of 16-bit matrix instructions over what the board leaves for it.</param>
    public GemmSearch(GpuRates rates, GemmPrecision precision, double powerRatio)
    {
        this.rates = rates;
        Precision = precision;
        var c = rates.Coefficients.Gemm;
        var pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        var instruction = GemmTiles.Instruction(rates, precision);
        var energy = instruction.ElementBits < 16 ? c.NarrowEnergy : 1;
        this.powerRatio = powerRatio * energy * rates.MatrixFmaPerClock(instruction) / rates.Gpu.Tensor.FmaPerClock;
        tiles = GemmTiles.For(rates, precision);
        stepElements = GemmTiles.StepBytes / instruction.ElementBytes;
        splits = IsUnsplit(precision) ? [1] : Splits;
        SplitSeconds = precision.Compute.ElementBits < 16 || precision.WeightOnly ? c.NarrowSplitSeconds : c.SplitSeconds;
        leastStep = pipeline.StepLatencies * rates.Gpu.L2.LatencySeconds * rates.TensorHz;
        tileCycles = pipeline.TileCycles;
        exposedStore = pipeline.ExposedStore;
        exposedOverlap = c.ExposedOverlap;
    }

    /// <summary>The formats.</summary>
    public GemmPrecision Precision { get; }

    /// <summary>Time that splitting the reduction costs besides its traffic.</summary>
    public double SplitSeconds { get; }

    /// <summary>Prices the candidates.</summary>
    /// <param name="op">The product.</param>
    /// <param name="traffic">Its bytes.</param>
    /// <returns>The fastest candidate.</returns>
    public GemmCandidate Fastest(GemmOperator op, in GemmTraffic traffic)
    {
        double m = op.M, n = op.N, batch = op.Batch, steps = Math.Ceiling(op.K / stepElements);
        Span<double> bounds = stackalloc double[tiles.Length];
        var first = 0;
        var spread = batch * steps / rates.Sms;
        for (var t = 0; t < tiles.Length; t++)
        {
            ref readonly var tile = ref tiles[t];
            if (m > tile.MostRows)
            {
                bounds[t] = double.PositiveInfinity;
                continue;
            }

            var step = Math.Max(tile.StepCycles, leastStep + tile.ChainClocks * traffic.MissLatencySeconds);
            var work = Math.Ceiling(m / tile.M) * Math.Ceiling(n / tile.N) * spread * step + tile.StoreCycles;
            bounds[t] = Overlapped(work / rates.TensorHz, traffic.LeastSeconds) * (1 - Slack);
            if (bounds[t] < bounds[first])
            {
                first = t;
            }
        }

        var reduction = 8 * batch * m * n / rates.L2BytesPerSecond;
        var best = new Best(double.PositiveInfinity, first, 1);
        Consider(first, bounds[first], op, steps, reduction, traffic, ref best);
        for (var t = 0; t < tiles.Length; t++)
        {
            if (bounds[t] < best.Seconds && t != first)
            {
                Consider(t, bounds[t], op, steps, reduction, traffic, ref best);
            }
        }

        return HasVectorKernel && op.M <= VectorRows ? Faster(Describe(best, op, steps, traffic), Vector(op, traffic)) : Describe(best, op, steps, traffic);
    }

    /// <summary>
    /// Kernels with scales by block, and those for int8, do not split the reduction (DeepGEMM, CUTLASS's block-scaled and int8 kernels as engines build
    /// them): their time at few rows and columns goes with k alone.
    /// </summary>
    private static bool IsUnsplit(GemmPrecision precision) =>
        precision.ActivationBlock > 0 || precision.Activation.BlockSize > 0 || precision.Activation == NumberFormats.Int8;

    private bool HasVectorKernel => Precision.Activation == NumberFormats.Int8;

    /// <summary>
    /// A kernel without matrix instructions for very few rows: the threads of a block share k, so that its reads form few dependent rounds, and blocks
    /// share the columns.
    /// </summary>
    private GemmCandidate Vector(GemmOperator op, in GemmTraffic traffic)
    {
        var rounds = Math.Ceiling(op.K * Precision.WeightBytes / VectorRoundBytes);
        var seconds = Overlapped(traffic.LeastSeconds, rounds * (rates.Gpu.L2.LatencySeconds + traffic.MissLatencySeconds));
        return new GemmCandidate(seconds, new GemmTile(op.M, 1, 0, 0, 0, 0, 0, 0, 1, VectorRows), 1, op.N, 1, 1, rounds, traffic.LeastSeconds);
    }

    private static GemmCandidate Faster(in GemmCandidate a, in GemmCandidate b) => b.Seconds < a.Seconds ? b : a;

    private void Consider(int index, double bound, GemmOperator op, double steps, double reduction, in GemmTraffic traffic, ref Best best)
    {
        ref readonly var tile = ref tiles[index];
        double rows = Math.Ceiling(op.M / (double)tile.M), columns = Math.Ceiling(op.N / (double)tile.N);
        var blocks = op.Batch * rows * columns;
        var supply = Math.Max(traffic.MemorySeconds(op.Batch * Streamed(rows, columns, tile, op.K)), traffic.L2Seconds);
        foreach (var split in splits)
        {
            var units = blocks * split;
            var penalty = split > 1 ? SplitSeconds + split * reduction : 0;
            if (split > 1 && (units > 2.0 * rates.Sms || bound + penalty >= best.Seconds))
            {
                break;
            }

            var waves = Math.Ceiling(units / rates.Sms);
            var busy = units / (waves * rates.Sms);
            var core = waves * Math.Ceiling(steps / split) * StepCycles(tile, busy, traffic.MissLatencySeconds)
                + Math.Max(tile.StoreCycles, tileCycles + tile.SharedStoreCycles * busy) * (1 + (waves - 1) * exposedStore);
            var total = Overlapped(core / rates.TensorHz, supply) + penalty;
            if (total < best.Seconds)
            {
                best = new Best(total, index, split);
            }
        }
    }

    /// <summary>Cycles of one step along k while a fraction of the SMs is at work: power and the L2 are shared, the rest is an SM's own.</summary>
    private double StepCycles(in GemmTile tile, double busy, double latency)
    {
        var cycles = Math.Max(Math.Max(tile.OwnCycles, leastStep + tile.ChainClocks * latency), tile.L2Cycles * busy);
        var power = powerRatio * busy;
        return power > 1 ? Math.Max(cycles, tile.TensorCycles * Math.Cbrt(power)) : cycles;
    }

    private double Overlapped(double sm, double memory) =>
        sm > memory ? sm + exposedOverlap * memory * memory / sm : memory + exposedOverlap * sm * sm / memory;

    /// <summary>Bytes that the blocks of each wave read, the wave being as square as the grid allows.</summary>
    private double Streamed(double rows, double columns, in GemmTile tile, double k)
    {
        double sms = rates.Sms;
        var waveRows = Math.Min(rows, Math.Max(tile.WaveRows, sms / columns));
        var waveColumns = Math.Min(columns, sms / waveRows);
        var waves = Math.Max(1, rows * columns / sms);
        return waves * k * (waveRows * tile.M * Precision.ActivationBytes + waveColumns * tile.N * Precision.WeightBytes);
    }

    private GemmCandidate Describe(Best best, GemmOperator op, double steps, in GemmTraffic traffic)
    {
        ref readonly var tile = ref tiles[best.Tile];
        double rows = Math.Ceiling(op.M / (double)tile.M), columns = Math.Ceiling(op.N / (double)tile.N);
        var units = op.Batch * rows * columns * best.Split;
        var waves = Math.Ceiling(units / rates.Sms);
        return new GemmCandidate(
            best.Seconds, tile, best.Split, units, waves, units / (waves * rates.Sms), Math.Ceiling(steps / best.Split),
            traffic.MemorySeconds(op.Batch * Streamed(rows, columns, tile, op.K)));
    }

    private readonly record struct Best(double Seconds, int Tile, int Split);
}
