using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Formats;

/// <summary>
/// The number formats of the design. Microscaling formats (mx…) as in the OCP Microscaling Formats specification 1.0:
/// 32 elements share an 8-bit e8m0 scale. nvfp4: 16 elements share an e4m3 scale (NVIDIA Blackwell architecture brief);
/// its second, per-tensor scale is negligible in bytes.
/// </summary>
public static class NumberFormats
{
    /// <summary>IEEE 754 binary32.</summary>
    public static NumberFormat Fp32 { get; } = new("fp32", 32);

    /// <summary>TensorFloat-32: 19 significant bits, stored in 32.</summary>
    public static NumberFormat Tf32 { get; } = new("tf32", 32);

    /// <summary>IEEE 754 binary16.</summary>
    public static NumberFormat Fp16 { get; } = new("fp16", 16);

    /// <summary>bfloat16: 8 exponent and 7 fraction bits.</summary>
    public static NumberFormat Bf16 { get; } = new("bf16", 16);

    /// <summary>8-bit float with 4 exponent and 3 fraction bits (OCP OFP8); <c>fp8</c> for short.</summary>
    public static NumberFormat Fp8E4M3 { get; } = new("fp8-e4m3", 8);

    /// <summary>8-bit float with 5 exponent and 2 fraction bits (OCP OFP8).</summary>
    public static NumberFormat Fp8E5M2 { get; } = new("fp8-e5m2", 8);

    /// <summary>Microscaling fp8: 32 elements share an e8m0 scale.</summary>
    public static NumberFormat Mxfp8 { get; } = new("mxfp8", 8, 32, 8, "e8m0");

    /// <summary>Microscaling fp6: 32 elements share an e8m0 scale.</summary>
    public static NumberFormat Mxfp6 { get; } = new("mxfp6", 6, 32, 8, "e8m0");

    /// <summary>Microscaling fp4 (e2m1): 32 elements share an e8m0 scale.</summary>
    public static NumberFormat Mxfp4 { get; } = new("mxfp4", 4, 32, 8, "e8m0");

    /// <summary>NVIDIA fp4 (e2m1): 16 elements share an e4m3 scale.</summary>
    public static NumberFormat Nvfp4 { get; } = new("nvfp4", 4, 16, 8, "e4m3");

    /// <summary>8-bit integer.</summary>
    public static NumberFormat Int8 { get; } = new("int8", 8);

    /// <summary>4-bit integer.</summary>
    public static NumberFormat Int4 { get; } = new("int4", 4);

    /// <summary>Every format, in the order of the design.</summary>
    public static ImmutableArray<NumberFormat> All { get; } =
        [Fp32, Tf32, Fp16, Bf16, Fp8E4M3, Fp8E5M2, Mxfp8, Mxfp6, Mxfp4, Nvfp4, Int8, Int4];

    /// <summary>Finds a format by name; <c>fp8</c> is <see cref="Fp8E4M3"/>.</summary>
    /// <param name="name">A format's name, in lower case.</param>
    /// <returns>The format.</returns>
    /// <exception cref="InputException">No format has that name; the message lists those that exist.</exception>
    public static NumberFormat Parse(string name)
    {
        var wanted = name == "fp8" ? Fp8E4M3.Name : name;
        return All.FirstOrDefault(f => f.Name == wanted)
            ?? throw new InputException($"unknown number format '{name}'; {NearestNames.Hint(name, ["fp8", .. All.Select(f => f.Name)])}");
    }
}
