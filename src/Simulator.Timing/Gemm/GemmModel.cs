using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Timing.Gemm;

/// <summary>
/// Prices a matrix product: the fastest over the tiles and splits of the reduction that libraries offer. An SM's time is the number of tiles it gets
/// times the steps along k; memory time is the traffic that L2 leaves; the two overlap imperfectly. Equations: docs/timing-model.md.
/// </summary>
public sealed class GemmModel
{
    private static readonly int[] Splits = [1, 2, 3, 4, 6, 8, 16, 32];
    private readonly GpuRates rates;
    private readonly GemmCoefficients c;
    private readonly GemmPipelineCoefficients pipeline;
    private readonly GemmTile[][] tiles;
    private readonly double[] throttle = new double[65];
    private readonly double[] inverseSplits = new double[Splits.Length];

    /// <summary>Prepares the tiles of every precision.</summary>
    /// <param name="rates">The GPU.</param>
    public GemmModel(GpuRates rates)
    {
        this.rates = rates;
        c = rates.Coefficients.Gemm;
        pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        tiles = [.. GemmPrecisions.All.Select(p => GemmTiles.For(rates, p))];
        for (var i = 0; i < throttle.Length; i++)
        {
            throttle[i] = Math.Max(1, Math.Cbrt(PowerRatio * i / (throttle.Length - 1)));
        }

        for (var i = 0; i < Splits.Length; i++)
        {
            inverseSplits[i] = 1.0 / Splits[i];
        }
    }

    /// <summary>Power of a full load of 16-bit matrix instructions at the tensor clock, relative to what the board leaves for it.</summary>
    public double PowerRatio =>
        2 * rates.Sms * rates.Gpu.Tensor.FmaPerClock * pipeline.TensorEfficiency * rates.TensorHz * rates.PicojoulesPerFlop * 1e-12
        * Math.Pow(rates.TensorHz / 1.8e9, 2) / (c.TensorPowerShare * rates.TdpWatts);

    /// <summary>Prices a product.</summary>
    /// <param name="op">The product.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(GemmOperator op, PricingContext context)
    {
        var p = op.Precision;
        var table = tiles[IndexOf(p)];
        double m = op.M, n = op.N, k = op.K;
        double aBytes = m * k * p.ActivationBytes, bBytes = n * k * p.WeightBytes, cBytes = m * n * p.Output.ElementBytes;
        var (coldA, coldB) = Misses(context.L2, aBytes, bBytes, cBytes);
        var compulsory = aBytes * coldA + bBytes * coldB;
        var spill = 1 - L2Residency.Shared(rates, Math.Min(aBytes, bBytes));
        var stepElements = GemmTiles.StepBytes / rates.InstructionFormat(p.Compute).ElementBytes;
        var steps = Math.Ceiling(k / stepElements);
        var memoryRate = 1 / (rates.MemoryBytesPerSecond * c.MemoryEfficiency);
        double sms = rates.Sms, inverseSms = 1 / sms, inverseHz = 1 / rates.TensorHz;
        var widened = p.Weight.ElementBits < rates.InstructionFormat(p.Compute).ElementBits;
        var splitSeconds = p.Compute.ElementBits < 16 || widened ? c.NarrowSplitSeconds : c.SplitSeconds;
        var launch = rates.Gpu.Launch.GraphSeconds + c.StartLatencies * rates.Gpu.Memory.LatencySeconds + (widened ? c.WideningSeconds : 0);
        var best = double.PositiveInfinity;
        var bestTile = 0;
        var bestSplit = 0;
        double bestMemory = 0, bestWaves = 0, bestSteps = 0;
        for (var t = 0; t < table.Length; t++)
        {
            ref readonly var tile = ref table[t];
            double rows = Math.Ceiling(m / tile.M), columns = Math.Ceiling(n / tile.N);
            var blocks = rows * columns;
            var traffic = compulsory + Math.Max(0, Streamed(rows, columns, tile, k, p) - aBytes - bBytes) * spill;
            var memory = (traffic + cBytes) * memoryRate;
            for (var s = 0; s < Splits.Length; s++)
            {
                var units = blocks * Splits[s];
                if (s > 0 && units > 2 * sms)
                {
                    break;
                }

                var waves = Math.Ceiling(units * inverseSms);
                var tileSteps = Math.Ceiling(steps * inverseSplits[s]);
                var load = throttle[(int)(units / (waves * sms) * 64)];
                var core = waves * tileSteps * Math.Max(tile.TensorCycles * load, tile.StepCycles)
                    + tile.StoreCycles * (1 + (waves - 1) * pipeline.ExposedStore);
                var sm = core * inverseHz;
                var total = sm > memory ? sm + pipeline.ExposedOverlap * memory : memory + pipeline.ExposedOverlap * sm;
                if (s > 0)
                {
                    total += splitSeconds + Splits[s] * m * n * 8 / rates.L2BytesPerSecond;
                }

                if (total < best)
                {
                    best = total;
                    (bestTile, bestSplit, bestMemory, bestWaves, bestSteps) = (t, s, memory, waves, tileSteps);
                }
            }
        }

        ref readonly var chosen = ref table[bestTile];
        var cycles = bestWaves * bestSteps * inverseHz;
        var resources = new ResourceTimes(
            Tensor: chosen.TensorCycles * cycles,
            SharedMemory: chosen.SharedMemoryCycles * cycles,
            L2: chosen.L2Cycles * cycles,
            Memory: bestMemory,
            Latency: launch + chosen.StoreCycles * inverseHz + (bestSplit > 0 ? splitSeconds : 0));
        var chosenBlocks = Math.Ceiling(m / chosen.M) * Math.Ceiling(n / chosen.N) * Splits[bestSplit];
        var product = new KernelEstimate(
            best + launch, resources, op.Flops, bestMemory / memoryRate, 0,
            new Tile(chosen.M, chosen.N, Splits[bestSplit], chosenBlocks, bestWaves), 1,
            p.Compute.ElementBits < 16 || p.WeightOnly ? OperatorFamily.GemmQuantised : OperatorFamily.Gemm);
        return p.QuantisesActivations && !op.QuantisedInput ? AfterQuantising(product, m * k, p, context) : product;
    }

    /// <summary>Adds the kernel that quantises A before the product: it reads A in the output's format and writes it in the product's.</summary>
    private KernelEstimate AfterQuantising(in KernelEstimate product, double elements, GemmPrecision p, PricingContext context)
    {
        var bytes = elements * (p.Output.ElementBytes + p.ActivationBytes);
        var misses = context.L2 == L2State.Cold ? bytes : bytes * (1 - L2Residency.Private(rates, bytes));
        var quantise = Streaming.StreamingModel.Price(rates, misses, bytes, 3 * elements, 0, 1);
        return product with
        {
            Seconds = product.Seconds + quantise.Seconds,
            Resources = product.Resources + quantise.Resources,
            MemoryBytes = product.MemoryBytes + quantise.MemoryBytes,
            Kernels = product.Kernels + 1,
        };
    }

    private (double A, double B) Misses(L2State state, double a, double b, double output)
    {
        if (state == L2State.Cold)
        {
            return (1, 1);
        }

        if (state == L2State.Step)
        {
            return (1 - L2Residency.Shared(rates, a), 1);
        }

        var copies = Math.Clamp(Math.Ceiling(rates.EffectiveL2Bytes / b), 1, c.WeightCopies);
        var miss = 1 - L2Residency.Shared(rates, copies * b + a + output);
        return (miss, miss);
    }

    private static int IndexOf(GemmPrecision precision)
    {
        var all = GemmPrecisions.All.AsSpan();
        for (var i = 0; i < all.Length; i++)
        {
            if (ReferenceEquals(all[i], precision))
            {
                return i;
            }
        }

        return GemmPrecisions.All.IndexOf(precision);
    }

    /// <summary>Bytes that the blocks of each wave read, the wave being as square as the grid allows.</summary>
    private double Streamed(double rows, double columns, in GemmTile tile, double k, GemmPrecision p)
    {
        double sms = rates.Sms;
        var side = Math.Sqrt(sms * tile.N / tile.M);
        var waveRows = Math.Min(rows, Math.Max(side, sms / columns));
        var waveColumns = Math.Min(columns, sms / waveRows);
        var waves = Math.Max(1, rows * columns / sms);
        return waves * k * (waveRows * tile.M * p.ActivationBytes + waveColumns * tile.N * p.WeightBytes);
    }
}
