using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Calibration;

namespace Simulator.Timing.Gpus;

/// <summary>What the kernel models ask of a GPU, worked out once from its description: rates in cycles and seconds, no fitted number per GPU.</summary>
public sealed class GpuRates
{
    private readonly double[] formatRatio = new double[NumberFormats.All.Length];
    private readonly NumberFormat[] instructionFormats;

    /// <summary>Works out the rates.</summary>
    /// <param name="gpu">The description.</param>
    /// <param name="coefficients">The coefficients shared by all GPUs.</param>
    public GpuRates(GpuDescription gpu, TimingCoefficients coefficients)
    {
        Gpu = gpu;
        Coefficients = coefficients;
        Sms = gpu.Sm.Count;
        TensorHz = gpu.Tensor.ClockHz;
        ClockHz = gpu.Sm.ClockHz;
        Async = IsAsync(gpu.Tensor.Generation);
        MemoryBytesPerSecond = gpu.Memory.BandwidthBytesPerSecond;
        EffectiveL2Bytes = gpu.L2.Bytes / gpu.L2.Partitions;
        L2BytesPerSecond = gpu.L2.BytesPerClock * gpu.Sm.ClockHz;
        TdpWatts = gpu.Package.TdpWatts;
        (L2Sharpness, L2HalfHit) = gpu.L2.Partitions > 1
            ? (coefficients.Gemm.L2Sharpness, coefficients.Gemm.L2HalfHit)
            : (L2Residency.UnifiedSharpness, L2Residency.UnifiedHalfHit);
        SurelyResident = Math.Pow(1e-17, 1 / L2Sharpness);
        SurelyEvicted = 1 / SurelyResident;
        PicojoulesPerFlop = ProcessEnergy.PicojoulesPerFlop(gpu.Package.Process);
        for (var i = 0; i < formatRatio.Length; i++)
        {
            formatRatio[i] = MatrixRatio(gpu.Tensor, NumberFormats.All[i]);
        }

        instructionFormats = [.. NumberFormats.All.Select(Ladder)];
    }

    /// <summary>The description.</summary>
    public GpuDescription Gpu { get; }

    /// <summary>The coefficients shared by all GPUs.</summary>
    public TimingCoefficients Coefficients { get; }

    /// <summary>SMs.</summary>
    public int Sms { get; }

    /// <summary>The clock of matrix work, in hertz.</summary>
    public double TensorHz { get; }

    /// <summary>The boost clock, in hertz.</summary>
    public double ClockHz { get; }

    /// <summary>Whether matrix instructions run asynchronously, fed by a bulk copy engine (Hopper, data-centre Blackwell).</summary>
    public bool Async { get; }

    /// <summary>Peak device-memory bandwidth in bytes per second.</summary>
    public double MemoryBytesPerSecond { get; }

    /// <summary>L2 capacity that data read by every SM can use: each partition holds a copy of it.</summary>
    public double EffectiveL2Bytes { get; }

    /// <summary>L2 read bandwidth of the chip in bytes per second.</summary>
    public double L2BytesPerSecond { get; }

    /// <summary>How sharply L2 hits fade as the working set passes the capacity.</summary>
    internal double L2Sharpness { get; }

    /// <summary>The working set, relative to the capacity, at which half of the accesses hit.</summary>
    internal double L2HalfHit { get; }

    /// <summary>Ratio of working set to capacity below which double precision no longer tells the L2's hit rate from 1.</summary>
    internal double SurelyResident { get; }

    /// <summary>Ratio of working set to capacity above which double precision no longer tells the L2's miss rate from 1.</summary>
    internal double SurelyEvicted { get; }

    /// <summary>Thermal design power in watts.</summary>
    public double TdpWatts { get; }

    /// <summary>Energy of one 16-bit matrix operation at 1.8 GHz, everything on the chip that it moves included, in picojoules.</summary>
    public double PicojoulesPerFlop { get; }

    /// <summary>Dense multiply-adds per SM and tensor clock in a format; 0 where the GPU has no matrix instruction for it.</summary>
    /// <param name="format">A number format.</param>
    /// <returns>Multiply-adds per SM and clock.</returns>
    public double FmaPerClock(NumberFormat format) => Gpu.Tensor.FmaPerClock * formatRatio[IndexOf(format)];

    /// <summary>Dense multiply-adds per SM and tensor clock of the instruction that a format is computed with, on vector units where there is none.</summary>
    /// <param name="format">The format asked for.</param>
    /// <returns>Multiply-adds per SM and tensor clock, above 0.</returns>
    internal double MatrixFmaPerClock(NumberFormat format) => FmaPerClock(InstructionFormat(format)) is > 0 and var fma ? fma : Gpu.Sm.Fp32Lanes;

    /// <summary>
    /// The format that the matrix instruction really takes: <paramref name="format"/> where the GPU has it, else the narrowest wider one that it has
    /// (fp4 → fp8 → 16 bits), to which a kernel converts its operands.
    /// </summary>
    /// <param name="format">The format asked for.</param>
    /// <returns>The format of the instruction; fp32 where the GPU has no matrix instruction at all (vector units).</returns>
    public NumberFormat InstructionFormat(NumberFormat format) => instructionFormats[IndexOf(format)];

    /// <summary>Whether matrix instructions of a generation run asynchronously.</summary>
    internal static bool IsAsync(MmaGeneration generation) => generation is MmaGeneration.Wgmma or MmaGeneration.Tcgen05;

    private static int IndexOf(NumberFormat format)
    {
        var all = NumberFormats.All;
        for (var i = 0; i < all.Length; i++)
        {
            if (ReferenceEquals(all[i], format))
            {
                return i;
            }
        }

        return all.IndexOf(format);
    }

    private NumberFormat Ladder(NumberFormat format)
    {
        ReadOnlySpan<NumberFormat> ladder = format.ElementBits switch
        {
            4 when format == NumberFormats.Int4 => [format, NumberFormats.Int8, NumberFormats.Bf16, NumberFormats.Fp16],
            4 or 6 => [format, NumberFormats.Bf16, NumberFormats.Fp16],
            8 when format == NumberFormats.Int8 => [format, NumberFormats.Bf16, NumberFormats.Fp16],
            8 => [format, NumberFormats.Fp8E4M3, NumberFormats.Bf16, NumberFormats.Fp16],
            16 => [format, NumberFormats.Bf16, NumberFormats.Fp16],
            _ => [format],
        };
        foreach (var candidate in ladder)
        {
            if (FmaPerClock(candidate) > 0)
            {
                return candidate;
            }
        }

        return NumberFormats.Fp32;
    }

    private static double MatrixRatio(TensorDescription tensor, NumberFormat format) => format.Name switch
    {
        "tf32" => tensor.Tf32?.Ratio ?? 0,
        "fp16" => tensor.Fp16?.Ratio ?? 0,
        "bf16" => tensor.Bf16?.Ratio ?? 0,
        "fp8-e4m3" or "fp8-e5m2" => tensor.Fp8?.Ratio ?? 0,
        "mxfp8" => tensor.BlockScaled ? tensor.Fp8?.Ratio ?? 0 : 0,
        "mxfp6" => tensor.BlockScaled ? tensor.Fp6?.Ratio ?? 0 : 0,
        "mxfp4" or "nvfp4" => tensor.BlockScaled ? tensor.Fp4?.Ratio ?? 0 : 0,
        "int8" => tensor.Int8?.Ratio ?? 0,
        "int4" => tensor.Int4?.Ratio ?? 0,
        _ => 0,
    };
}
