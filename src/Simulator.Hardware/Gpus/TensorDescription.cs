using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>
/// The tensor cores of one SM. The 16-bit rate is given in fused multiply-adds per clock, other formats as a ratio to it;
/// a format that is absent has no matrix instruction on this GPU.
/// Chip rate in FLOP/s = 2 · SMs · tensor clock · FMA per clock · ratio.
/// </summary>
public sealed record TensorDescription
{
    /// <summary>The clock at which the datasheet's tensor rate holds, in hertz.</summary>
    [Field("clock", Dimension.Hertz, Minimum = 1e6, Maximum = 1e11)] public required double ClockHz { get; init; }

    /// <summary>Dense 16-bit fused multiply-adds per SM and clock.</summary>
    [Field("fma_per_clock", Minimum = 1, Maximum = 1e7)] public required double FmaPerClock { get; init; }

    /// <summary>The kind of matrix instruction.</summary>
    [Field("generation")] public required MmaGeneration Generation { get; init; }

    /// <summary>Whether an asynchronous bulk copy engine (TMA) feeds shared memory.</summary>
    [Field("async_bulk_copy")] public required bool AsyncBulkCopy { get; init; }

    /// <summary>Tensor memory of one SM in bytes; 0 where there is none.</summary>
    [Field("tensor_memory", Dimension.Bytes, Minimum = 0, Maximum = 1e9)] public double TensorMemoryBytes { get; init; }

    /// <summary>Whether matrix instructions apply block scales themselves (mxfp8, mxfp4, nvfp4).</summary>
    [Field("block_scaled")] public bool BlockScaled { get; init; }

    /// <summary>Rate of fp32 inputs rounded to TensorFloat-32.</summary>
    [Field("tf32")] public TensorFormatRate? Tf32 { get; init; }

    /// <summary>Rate of fp16.</summary>
    [Field("fp16")] public TensorFormatRate? Fp16 { get; init; }

    /// <summary>Rate of bf16.</summary>
    [Field("bf16")] public TensorFormatRate? Bf16 { get; init; }

    /// <summary>Rate of fp8 (both encodings, and mxfp8 where <see cref="BlockScaled"/>).</summary>
    [Field("fp8")] public TensorFormatRate? Fp8 { get; init; }

    /// <summary>Rate of fp6.</summary>
    [Field("fp6")] public TensorFormatRate? Fp6 { get; init; }

    /// <summary>Rate of fp4 (mxfp4 and nvfp4).</summary>
    [Field("fp4")] public TensorFormatRate? Fp4 { get; init; }

    /// <summary>Rate of int8.</summary>
    [Field("int8")] public TensorFormatRate? Int8 { get; init; }

    /// <summary>Rate of int4.</summary>
    [Field("int4")] public TensorFormatRate? Int4 { get; init; }

    /// <summary>Dense fused multiply-adds per SM and clock of a number format; block formats only where <see cref="BlockScaled"/>.</summary>
    /// <param name="format">The number format of both operands.</param>
    /// <returns>The rate; null where there is no matrix instruction for the format.</returns>
    public double? FmaPerClockOf(NumberFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.BlockSize > 0 && !BlockScaled)
            return null;
        var rate = format.Name switch
        {
            "tf32" => Tf32,
            "fp16" => Fp16,
            "bf16" => Bf16,
            "fp8-e4m3" or "fp8-e5m2" or "mxfp8" => Fp8,
            "mxfp6" => Fp6,
            "mxfp4" or "nvfp4" => Fp4,
            "int8" => Int8,
            "int4" => Int4,
            _ => null,
        };
        return FmaPerClock * rate?.Ratio;
    }
}
