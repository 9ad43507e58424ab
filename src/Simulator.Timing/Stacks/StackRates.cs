using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Attention;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;

namespace Simulator.Timing.Stacks;

/// <summary>What the kernels of one stack make of a device: rates per core or SM, and the time of its levels of memory.</summary>
internal sealed class StackRates
{
    private const double SynchronousPeak = 1024;
    private const double Sharpness = 8;
    private readonly double privateBytes;
    private readonly double privateRate;

    /// <summary>Works them out.</summary>
    /// <param name="rates">The device.</param>
    /// <param name="stack">The stack; not the library's.</param>
    public StackRates(GpuRates rates, StackKind stack)
    {
        Device = rates;
        IsProcessor = rates.Gpu.Tensor.Generation == MmaGeneration.Simd;
        C = stack == StackKind.Managed ? rates.Coefficients.Managed : rates.Coefficients.Ilgpu;
        Lanes = rates.Gpu.Sm.Fp32Lanes;
        privateBytes = IsProcessor ? rates.Sms * rates.Gpu.Sm.SharedMemoryBytes : 0;
        privateRate = rates.Sms * rates.Gpu.Sm.SharedMemoryBytesPerClock * rates.ClockHz;
    }

    /// <summary>The device.</summary>
    public GpuRates Device { get; }

    /// <summary>Whether it is a processor: its cores have caches of their own and no shared memory.</summary>
    public bool IsProcessor { get; }

    /// <summary>The stack's coefficients.</summary>
    public StackCoefficients C { get; }

    /// <summary>FP32 multiply-adds per core or SM and clock.</summary>
    public double Lanes { get; }

    /// <summary>Seconds of a launch.</summary>
    public double LaunchSeconds => C.Launches * Device.Gpu.Launch.GraphSeconds;

    /// <summary>Cycles per second of all cores together.</summary>
    public double Throughput => Device.Sms * Device.ClockHz;

    /// <summary>
    /// Multiply-adds per core or SM and clock of products in a format: matrix instructions that threads issue (mma.sync: up to 1024 on any part) for the
    /// 16-bit formats and tf32, vector lanes for the rest.
    /// </summary>
    /// <param name="format">The format of the operands.</param>
    public double ProductRate(NumberFormat format) =>
        !IsProcessor && (format.ElementBits == 16 || format == NumberFormats.Tf32) && Device.FmaPerClock(format) is > 0 and var fma ? Math.Min(fma, SynchronousPeak) : Lanes;

    /// <summary>Cycles to load, widen and pack an element.</summary>
    /// <param name="format">Its format.</param>
    public double PackCycles(NumberFormat format) => C.PackCycles + (format.ElementBits <= 8 ? C.NarrowCycles : 0);

    /// <summary>Cycles to round an element to 8 bits or fewer.</summary>
    /// <param name="format">The narrow format.</param>
    public double QuantiseCycles(NumberFormat format) => format.BlockSize > 0 ? C.BlockQuantiseCycles : C.QuantiseCycles;

    /// <summary>Seconds to move bytes through the memory levels that hold them.</summary>
    /// <param name="bytes">Bytes that the kernel reads and writes.</param>
    /// <param name="stored">Those of them that plain stores write: a processor reads a line before it is overwritten, and memory sees it twice.</param>
    /// <param name="state">What the caches hold.</param>
    /// <param name="memoryBytes">Bytes that cross the memory interface.</param>
    /// <returns>Seconds.</returns>
    public double Move(double bytes, double stored, L2State state, out double memoryBytes)
    {
        var near = state == L2State.Cold || privateBytes <= 0 ? 0 : 1 / (1 + Math.Pow(bytes / privateBytes, Sharpness));
        var cached = state == L2State.Cold ? 0 : Math.Max(near, L2Residency.Private(Device, bytes));
        memoryBytes = (bytes + (IsProcessor ? stored : 0)) * (1 - cached);
        return ((bytes * near / privateRate) + (bytes * (cached - near) / Device.L2BytesPerSecond) + (memoryBytes / Device.MemoryBytesPerSecond)) / C.LevelEfficiency;
    }

    /// <summary>Puts an estimate together.</summary>
    /// <param name="cycles">Cycles of the busiest core or SM.</param>
    /// <param name="bytes">Bytes read and written.</param>
    /// <param name="stored">Those of them that plain stores write.</param>
    /// <param name="flops">Operations.</param>
    /// <param name="resources">Arithmetic times for the bound.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="context">The circumstances.</param>
    /// <param name="turns">Whether arithmetic and memory take turns.</param>
    public KernelEstimate Estimate(
        double cycles, double bytes, double stored, double flops, ResourceTimes resources, Tile tile, PricingContext context, bool turns = false)
    {
        var memory = Move(bytes, stored, context.L2, out var missed);
        var seconds = Norm.Join(cycles / Device.ClockHz, memory, turns ? 1 : C.OverlapExponent);
        var inMemory = bytes > 0 ? Math.Min(1, missed / bytes) : 0;
        return new KernelEstimate(
            LaunchSeconds + seconds,
            resources with { Memory = memory * inMemory, L2 = memory * (1 - inMemory), Latency = LaunchSeconds },
            flops, missed, 0, tile, 1);
    }
}
