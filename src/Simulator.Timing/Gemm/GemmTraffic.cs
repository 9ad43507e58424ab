using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Gemm;

/// <summary>The bytes of one product: what must cross the memory interface, and what a tiling's re-reads add.</summary>
internal readonly struct GemmTraffic
{
    private readonly double operands;
    private readonly double reads;
    private readonly double writes;
    private readonly double spill;

    /// <summary>Works out what the L2 leaves.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="op">The product.</param>
    /// <param name="context">What the L2 holds when the product starts.</param>
    /// <param name="quantised">Whether a kernel just before has written A in the product's format.</param>
    public GemmTraffic(GpuRates rates, GemmOperator op, PricingContext context, bool quantised)
    {
        var c = rates.Coefficients.Gemm;
        double batch = op.Batch, m = op.M, n = op.N, k = op.K;
        double a = batch * m * k * op.Precision.ActivationBytes, b = batch * n * k * op.Precision.WeightBytes;
        var output = batch * m * n * op.Precision.Output.ElementBytes;
        var own = 1 - L2Residency.Shared(rates, a + b + output);
        var (missA, missB) = context.L2 switch
        {
            L2State.Cold => (1, 1),
            L2State.Step => (1 - L2Residency.Shared(rates, a), 1),
            _ => (own, context.GraphLaunch ? 1 - L2Residency.Shared(rates, Copies(rates, b) * b + a + output) : own),
        };
        if (quantised && context.L2 != L2State.Cold)
        {
            missA = Math.Min(missA, 1 - L2Residency.Shared(rates, a + batch * m * k * op.Precision.Output.ElementBytes));
        }

        operands = a + b;
        reads = a * missA + b * missB;
        var kept = context.L2 == L2State.Warm ? 1 - own : 0;
        writes = output * (1 - kept);
        spill = 1 - L2Residency.Shared(rates, Math.Min(a, b));
        MemoryRate = rates.MemoryBytesPerSecond * c.MemoryEfficiency;
        L2Seconds = (operands + output) / (rates.L2BytesPerSecond * c.L2Efficiency);
        MissLatencySeconds = Math.Max(missA, missB) * Math.Max(0, rates.Gpu.Memory.LatencySeconds - rates.Gpu.L2.LatencySeconds);
        LeastSeconds = Math.Max((reads + writes) / MemoryRate, L2Seconds);
    }

    /// <summary>Bytes per second that memory delivers.</summary>
    public double MemoryRate { get; }

    /// <summary>What misses of the L2 add to the latency of an operand's read.</summary>
    public double MissLatencySeconds { get; }

    /// <summary>Seconds in which each operand crosses the L2 once.</summary>
    public double L2Seconds { get; }

    /// <summary>Seconds that L2 and memory need at least, whatever the tiling.</summary>
    public double LeastSeconds { get; }

    /// <summary>Seconds of memory traffic: what is not found in the L2, and the re-reads that it cannot serve.</summary>
    /// <param name="streamed">Bytes that the thread blocks of all waves read, each wave reading an operand once.</param>
    /// <returns>Seconds.</returns>
    public double MemorySeconds(double streamed) => (reads + Math.Max(0, streamed - operands) * spill + writes) / MemoryRate;

    /// <summary>
    /// Benchmarks of engines rotate through as many copies of the weights as fill the L2, at most a few: where a whole number of copies just fits, they
    /// are found there after all. This saw-tooth over the weights' size is the benchmark's, not the machine's.
    /// </summary>
    private static double Copies(GpuRates rates, double b) =>
        Math.Clamp(Math.Ceiling(rates.Gpu.L2.Bytes / b), 1, rates.Coefficients.Gemm.WeightCopies);
}
