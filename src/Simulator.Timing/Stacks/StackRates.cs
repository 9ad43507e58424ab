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
    private const double NearestBytes = 48 * 1024;
    private const double PassBytes = 12;
    private const double SpinSeconds = 20e-6;
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
        VectorLanes = Math.Pow(2, Math.Max(1, Math.Round(Math.Log2(Lanes / 2))));
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

    /// <summary>Elements of a core's vectors: two units make what is described, of which a measured rate misses some.</summary>
    public double VectorLanes { get; }

    /// <summary>Columns of a tile: two vectors.</summary>
    public double TileColumns => 2 * VectorLanes;

    /// <summary>Rows of a tile, what the registers leave: 12 x 32 with 512-bit vectors, 6 x 16 with 256.</summary>
    public double TileRows => Math.Max(1, Math.Round(12 * VectorLanes / 16));

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
        !IsProcessor && (format.ElementBits == 16 || format == NumberFormats.Tf32) && Device.FmaPerClock(format) is > 0 and var fma
            ? Math.Min(fma, SynchronousPeak)
            : Lanes;

    /// <summary>Cycles to load, widen and pack an element; each block of scales is a loop of its own.</summary>
    /// <param name="format">Its format.</param>
    public double PackCycles(NumberFormat format) =>
        C.PackCycles + (format.ElementBits <= 8 ? C.NarrowCycles : 0) + (format.BlockSize > 0 ? C.RowCycles / format.BlockSize : 0);

    /// <summary>
    /// Cycles to round an element to 8 bits or fewer. A block of scales takes finding its largest element and, unless its scale is a power of two, rounding
    /// the scale to 8 bits twice: once to divide by it and once to store it.
    /// </summary>
    /// <param name="format">The narrow format.</param>
    public double QuantiseCycles(NumberFormat format) =>
        C.QuantiseCycles + (format.BlockSize > 0 ? C.BlockQuantiseCycles * (format.ScaleFormat == "e8m0" ? 1 : 3) / format.BlockSize : 0);

    /// <summary>Cycles of tile products.</summary>
    /// <param name="multiplyAdds">Multiply-adds, those of partial tiles included.</param>
    public double TileCycles(double multiplyAdds) => multiplyAdds / (Lanes * C.ProductEfficiency);

    /// <summary>The next multiple.</summary>
    /// <param name="value">A value.</param>
    /// <param name="multiple">What it is a multiple of.</param>
    public static double Up(double value, double multiple) => Math.Ceiling(value / multiple) * multiple;

    /// <summary>Cycles of vector loops over rows in the nearest cache.</summary>
    /// <param name="accesses">Elements loaded and stored.</param>
    public double VectorCycles(double accesses) => accesses / (2 * Lanes * C.VectorEfficiency);

    /// <summary>
    /// Cycles that passes over a row take more where the row and what it meets do not fit a core's first cache (48 KiB, estimated: 32 to 48 KiB today).
    /// </summary>
    /// <param name="elements">Elements that are gone through, about three times each.</param>
    /// <param name="rowFloats">Elements of the row and of what it meets, widened.</param>
    public double SpillCycles(double elements, double rowFloats) => IsProcessor
        ? elements * PassBytes / Device.Gpu.Sm.SharedMemoryBytesPerClock / (1 + Math.Pow(NearestBytes / (4 * rowFloats), Sharpness))
        : 0;

    /// <summary>
    /// Seconds lost where threads have gone to sleep at a loop's end: they spin for 20 µs, and wait half of a part on average, any time up to all of it.
    /// </summary>
    /// <param name="partCycles">Cycles of a whole part of the loop.</param>
    public double SleepSeconds(double partCycles)
    {
        var part = partCycles / Device.ClockHz;
        return IsProcessor ? C.SleepLaunches * Device.Gpu.Launch.GraphSeconds * (1 - (1.0 / Device.Sms)) * part / (part + SpinSeconds) : 0;
    }

    /// <summary>
    /// Seconds to move bytes through the memory levels that hold them. Parts of a loop go to whichever core is free, so that a core finds its share of the
    /// data beside it and the rest beside others; what is only read lies beside each of them where it fits.
    /// </summary>
    /// <param name="bytes">Bytes that the kernel reads and writes.</param>
    /// <param name="stored">Those of them that it writes: plain stores read a line before they overwrite it, and memory sees it twice.</param>
    /// <param name="state">What the caches hold.</param>
    /// <param name="bypass">Whether stores that the caches would not hold go past them.</param>
    /// <param name="memoryBytes">Bytes that cross the memory interface.</param>
    /// <returns>Seconds.</returns>
    public double Move(double bytes, double stored, L2State state, bool bypass, out double memoryBytes)
    {
        var near = state == L2State.Cold || privateBytes <= 0 || bytes <= 0 ? 0 : Near(bytes, stored);
        var cached = state == L2State.Cold ? 0 : Math.Max(near, L2Residency.Private(Device, bytes));
        memoryBytes = (bytes + (IsProcessor && !bypass ? stored : 0)) * (1 - cached);
        var inCaches = (bytes * near / privateRate) + (bytes * (cached - near) / Device.L2BytesPerSecond);
        return (inCaches + (memoryBytes / Device.MemoryBytesPerSecond)) / C.LevelEfficiency;
    }

    /// <summary>Puts an estimate together.</summary>
    /// <param name="cycles">Cycles of the busiest core or SM.</param>
    /// <param name="bytes">Bytes read and written.</param>
    /// <param name="stored">Those of them that it writes.</param>
    /// <param name="flops">Operations.</param>
    /// <param name="resources">Arithmetic times for the bound.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="context">The circumstances.</param>
    /// <param name="turns">Whether arithmetic and memory take turns.</param>
    /// <param name="bypass">Whether stores that the caches would not hold go past them.</param>
    /// <param name="loops">Parallel loops, or launches, that the kernel consists of.</param>
    /// <param name="sleepSeconds">Seconds lost to threads that sleep.</param>
    public KernelEstimate Estimate(
        double cycles, double bytes, double stored, double flops, ResourceTimes resources, Tile tile, PricingContext context, bool turns = false,
        bool bypass = false, int loops = 1, double sleepSeconds = 0)
    {
        var memory = Move(bytes, stored, context.L2, bypass, out var missed);
        var seconds = Norm.Join(cycles / Device.ClockHz, memory, turns ? 1 : C.OverlapExponent);
        var inMemory = bytes > 0 ? Math.Min(1, missed / bytes) : 0;
        var waiting = (loops * LaunchSeconds) + sleepSeconds;
        return new KernelEstimate(
            waiting + seconds,
            resources with { Memory = memory * inMemory, L2 = memory * (1 - inMemory), Latency = waiting },
            flops, missed, 0, tile, 1);
    }

    private double Near(double bytes, double stored)
    {
        double all = Fits(bytes / privateBytes), one = Fits(bytes * Device.Sms / privateBytes), share = 1.0 / Device.Sms;
        return all * (share + ((1 - share) * one * (1 - Math.Min(1, stored / bytes))));
    }

    private static double Fits(double fill) => 1 / (1 + Math.Pow(fill, Sharpness));
}
