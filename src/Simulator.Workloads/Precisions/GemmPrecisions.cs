using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using static Simulator.Hardware.Formats.NumberFormats;

namespace Simulator.Workloads.Precisions;

/// <summary>The matrix-product precisions that traces, measurements and recipes name.</summary>
public static class GemmPrecisions
{
    /// <summary>fp32 inputs on the vector units.</summary>
    public static GemmPrecision Fp32 { get; } = new("fp32", NumberFormats.Fp32, NumberFormats.Fp32, NumberFormats.Fp32, NumberFormats.Fp32);

    /// <summary>fp32 inputs rounded to TensorFloat-32 by the matrix instruction.</summary>
    public static GemmPrecision Tf32 { get; } = new("tf32", NumberFormats.Tf32, NumberFormats.Tf32, NumberFormats.Tf32, NumberFormats.Fp32);

    /// <summary>fp16 throughout.</summary>
    public static GemmPrecision Fp16 { get; } = new("fp16", NumberFormats.Fp16, NumberFormats.Fp16, NumberFormats.Fp16, NumberFormats.Fp16);

    /// <summary>bf16 throughout.</summary>
    public static GemmPrecision Bf16 { get; } = new("bf16", NumberFormats.Bf16, NumberFormats.Bf16, NumberFormats.Bf16, NumberFormats.Bf16);

    /// <summary>fp8 e4m3 with one scale per tensor (or per row and column).</summary>
    public static GemmPrecision Fp8 { get; } = new("fp8", Fp8E4M3, Fp8E4M3, Fp8E4M3, NumberFormats.Bf16);

    /// <summary>fp8 e5m2, the wider range of gradients, with one scale per tensor (or per row and column).</summary>
    public static GemmPrecision Fp8Wide { get; } = new("fp8-e5m2", Fp8E5M2, Fp8E5M2, Fp8E5M2, NumberFormats.Bf16);

    /// <summary>fp8 e4m3 with fp32 scales per 1×128 activations and 128×128 weights (DeepSeek-V3 technical report, section 3.3).</summary>
    public static GemmPrecision Fp8Block { get; } = new("fp8-block", Fp8E4M3, Fp8E4M3, Fp8E4M3, NumberFormats.Bf16, 4.0 / (128 * 128), 128);

    /// <summary>Microscaling fp8 for weights and activations.</summary>
    public static GemmPrecision Mxfp8 { get; } = new("mxfp8", NumberFormats.Mxfp8, NumberFormats.Mxfp8, NumberFormats.Mxfp8, NumberFormats.Bf16);

    /// <summary>Microscaling fp4 for weights and activations.</summary>
    public static GemmPrecision Mxfp4 { get; } = new("mxfp4", NumberFormats.Mxfp4, NumberFormats.Mxfp4, NumberFormats.Mxfp4, NumberFormats.Bf16);

    /// <summary>nvfp4 for weights and activations.</summary>
    public static GemmPrecision Nvfp4 { get; } = new("nvfp4", NumberFormats.Nvfp4, NumberFormats.Nvfp4, NumberFormats.Nvfp4, NumberFormats.Bf16);

    /// <summary>int8 for weights and activations, one scale per row and column.</summary>
    public static GemmPrecision Int8 { get; } = new("int8", NumberFormats.Int8, NumberFormats.Int8, NumberFormats.Int8, NumberFormats.Bf16);

    /// <summary>int4 weights with an fp16 scale per 128, widened to bf16.</summary>
    public static GemmPrecision W4A16 { get; } = new("w4a16", Int4, NumberFormats.Bf16, NumberFormats.Bf16, NumberFormats.Bf16, 2.0 / 128);

    /// <summary>int8 weights with one scale per column, widened to bf16.</summary>
    public static GemmPrecision W8A16 { get; } = new("w8a16", NumberFormats.Int8, NumberFormats.Bf16, NumberFormats.Bf16, NumberFormats.Bf16);

    /// <summary>mxfp4 weights widened to bf16.</summary>
    public static GemmPrecision W4A16Mxfp4 { get; } = new("w4a16-mxfp4", NumberFormats.Mxfp4, NumberFormats.Bf16, NumberFormats.Bf16, NumberFormats.Bf16);

    /// <summary>mxfp4 weights against mxfp8 activations: the matrix instruction runs at the fp8 rate.</summary>
    public static GemmPrecision W4A8Mxfp4 { get; } = new("w4a8-mxfp4", NumberFormats.Mxfp4, NumberFormats.Mxfp8, NumberFormats.Mxfp8, NumberFormats.Bf16);

    /// <summary>int4 weights with an fp16 scale per 128, against fp8 activations.</summary>
    public static GemmPrecision W4A8 { get; } = new("w4a8", Int4, Fp8E4M3, Fp8E4M3, NumberFormats.Bf16, 2.0 / 128);

    /// <summary>Every precision.</summary>
    public static ImmutableArray<GemmPrecision> All { get; } =
        [Fp32, Tf32, Fp16, Bf16, Fp8, Fp8Wide, Fp8Block, Mxfp8, Mxfp4, Nvfp4, Int8, W4A16, W8A16, W4A16Mxfp4, W4A8Mxfp4, W4A8];

    /// <summary>Finds a precision by name.</summary>
    /// <param name="name">A name in lower case.</param>
    /// <returns>The precision.</returns>
    /// <exception cref="InputException">No precision has that name; the message lists those that exist.</exception>
    public static GemmPrecision Parse(string name) =>
        All.FirstOrDefault(p => p.Name == name)
        ?? throw new InputException($"unknown precision '{name}'; {NearestNames.Hint(name, All.Select(p => p.Name))}");
}
