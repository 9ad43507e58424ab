using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
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
    private readonly GpuRates rates;
    private readonly GemmCoefficients c;
    private readonly GemmSearch?[] searches = new GemmSearch?[GemmPrecisions.All.Length];

    /// <summary>Prepares the model; the tiles of a precision are listed when it is first priced.</summary>
    /// <param name="rates">The GPU.</param>
    public GemmModel(GpuRates rates)
    {
        this.rates = rates;
        c = rates.Coefficients.Gemm;
        var pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        PowerRatio = 2 * rates.Sms * rates.Gpu.Tensor.FmaPerClock * pipeline.TensorEfficiency * rates.TensorHz * rates.PicojoulesPerFlop * 1e-12
            * Math.Pow(rates.TensorHz / 1.8e9, 2) / (c.TensorPowerShare * rates.TdpWatts);
    }

    /// <summary>Time from the end of the kernel before to the start of this one, in a CUDA graph.</summary>
    private double Launch => rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05
        ? Math.Max(0, rates.Gpu.Launch.GraphSeconds - c.DependentLaunchSeconds)
        : rates.Gpu.Launch.GraphSeconds;

    /// <summary>Power of a full load of 16-bit matrix instructions at the tensor clock, relative to what the board leaves for it.</summary>
    public double PowerRatio { get; }

    /// <summary>Prices a product.</summary>
    /// <param name="op">The product.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(GemmOperator op, PricingContext context)
    {
        var p = op.Precision;
        var search = SearchOf(p);
        var quantises = p.QuantisesActivations && !op.QuantisedInput && !(context.GraphLaunch && p.Activation == NumberFormats.Int8);
        var traffic = new GemmTraffic(rates, op, context, quantises);
        var found = search.Fastest(op, traffic);
        var tile = found.Tile;
        var cycles = found.Waves * found.Steps / rates.TensorHz;
        var launch = (quantises ? rates.Gpu.Launch.GraphSeconds : Launch) + c.StartCycles / rates.TensorHz
            + (context.GraphLaunch && IsTimedAlone(p) ? c.TimedAloneSeconds : 0);
        var resources = new ResourceTimes(
            Tensor: tile.TensorCycles * cycles,
            SharedMemory: tile.SharedMemoryCycles * cycles,
            L2: Math.Max(tile.L2Cycles * found.Busy * cycles, traffic.L2Seconds),
            Memory: found.MemorySeconds,
            Latency: launch + tile.StoreCycles / rates.TensorHz + (found.Split > 1 ? search.SplitSeconds : 0));
        var product = new KernelEstimate(
            found.Seconds + launch, resources, op.Flops, found.MemorySeconds * traffic.MemoryRate, 0,
            new Tile(tile.M, tile.N, found.Split, found.Units, found.Waves), 1);
        return quantises ? AfterQuantising(product, op, context) : product;
    }

    /// <summary>
    /// Benchmarks of weight-only and int8 products time each launch between two events instead of replaying a graph (their times are multiples of the
    /// event clock's 1.024 µs), and int8 products start from quantised activations.
    /// </summary>
    private static bool IsTimedAlone(GemmPrecision p) => p.WeightOnly || p.Activation == NumberFormats.Int8;

    /// <summary>Adds the kernel that quantises A before the product: it reads A in the output's format, twice where one
    /// scale for all of it must be found first (int8 has a scale per row, found on the way), and writes it in the product's.</summary>
    private KernelEstimate AfterQuantising(in KernelEstimate product, GemmOperator op, PricingContext context)
    {
        var elements = (double)op.Batch * op.M * op.K;
        var oneScale = op.Precision.ActivationBlock == 0 && op.Precision.Activation.BlockSize == 0 && op.Precision.Activation != NumberFormats.Int8;
        var passes = oneScale ? 2 : 1;
        var set = elements * (op.Precision.Output.ElementBytes + op.Precision.ActivationBytes);
        var bytes = set + elements * (passes - 1) * op.Precision.Output.ElementBytes;
        var misses = context.L2 == L2State.Cold ? bytes : bytes * (1 - L2Residency.Private(rates, set));
        var quantise = Streaming.StreamingModel.Price(rates, misses, bytes, 3 * elements, 0, 1, c.QuantiseLatencies);
        var rows = (double)op.Batch * op.M * c.QuantiseRowCycles / (rates.Sms * rates.ClockHz);
        var exposed = Math.Max(0, rows - (quantise.Seconds - quantise.Resources.Latency));
        return product with
        {
            Seconds = product.Seconds + quantise.Seconds + exposed,
            Resources = product.Resources + quantise.Resources + new ResourceTimes(Latency: exposed),
            MemoryBytes = product.MemoryBytes + quantise.MemoryBytes,
            Kernels = product.Kernels + 1,
        };
    }

    private GemmSearch SearchOf(GemmPrecision precision)
    {
        var all = GemmPrecisions.All.AsSpan();
        for (var i = 0; i < all.Length; i++)
        {
            if (ReferenceEquals(all[i], precision))
            {
                // Two threads may both list the tiles the first time; either list is the right one.
                return searches[i] ??= new GemmSearch(rates, precision, PowerRatio);
            }
        }

        return new GemmSearch(rates, precision, PowerRatio);
    }
}
