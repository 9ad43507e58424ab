using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Numerics;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>
/// The formats of the laboratory: the design's twelve, and the second element type of mxfp8 (e5m2) and of mxfp6 (e3m2), both in OCP Microscaling Formats 1.0.
/// </summary>
public static class QuantisationFormats
{
    /// <summary>bf16, which errors and speed-ups are compared with.</summary>
    public static QuantisationFormat Bf16 { get; } = new("bf16", ElementType.Bf16, NumberFormats.Bf16, GemmPrecisions.Bf16);

    /// <summary>fp8 e4m3.</summary>
    public static QuantisationFormat Fp8 { get; } = new("fp8-e4m3", ElementType.E4M3, NumberFormats.Fp8E4M3, GemmPrecisions.Fp8);

    /// <summary>Every format, in the design's order, a variant after its main form.</summary>
    public static ImmutableArray<QuantisationFormat> All { get; } =
    [
        new("fp32", ElementType.Fp32, NumberFormats.Fp32, GemmPrecisions.Fp32),
        new("tf32", ElementType.Tf32, NumberFormats.Tf32, GemmPrecisions.Tf32),
        new("fp16", ElementType.Fp16, NumberFormats.Fp16, GemmPrecisions.Fp16),
        Bf16,
        Fp8,
        new("fp8-e5m2", ElementType.E5M2, NumberFormats.Fp8E5M2, GemmPrecisions.Fp8Wide),
        new("mxfp8", ElementType.E4M3, NumberFormats.Mxfp8, GemmPrecisions.Mxfp8),
        new("mxfp8-e5m2", ElementType.E5M2, NumberFormats.Mxfp8, GemmPrecisions.Mxfp8),
        new("mxfp6", ElementType.E2M3, NumberFormats.Mxfp6, Both(NumberFormats.Mxfp6)),
        new("mxfp6-e3m2", ElementType.E3M2, NumberFormats.Mxfp6, Both(NumberFormats.Mxfp6)),
        new("mxfp4", ElementType.E2M1, NumberFormats.Mxfp4, GemmPrecisions.Mxfp4, GemmPrecisions.W4A16Mxfp4),
        new("nvfp4", ElementType.E2M1, NumberFormats.Nvfp4, GemmPrecisions.Nvfp4),
        new("int8", ElementType.Int8, NumberFormats.Int8, GemmPrecisions.Int8, GemmPrecisions.W8A16),
        new("int4", ElementType.Int4, NumberFormats.Int4, Both(NumberFormats.Int4) with { WeightScaleBytes = 2.0 / 128 }, GemmPrecisions.W4A16),
    ];

    /// <summary>Finds a format by name; <c>fp8</c> is <c>fp8-e4m3</c>.</summary>
    /// <param name="name">A name in lower case.</param>
    /// <returns>The format.</returns>
    /// <exception cref="InputException">No format has that name; the message lists those that exist.</exception>
    public static QuantisationFormat Parse(string name) =>
        All.FirstOrDefault(f => f.Name == (name == "fp8" ? Fp8.Name : name))
        ?? throw new InputException($"unknown number format '{name}'; {NearestNames.Hint(name, ["fp8", .. All.Select(f => f.Name)])}");

    /// <summary>The main form of a format in memory: e4m3 of mxfp8, e2m3 of mxfp6.</summary>
    /// <param name="storage">The format in memory.</param>
    /// <returns>The format.</returns>
    /// <exception cref="InputException">The laboratory has no such format; the message lists those that exist.</exception>
    public static QuantisationFormat Of(NumberFormat storage) => All.FirstOrDefault(f => f.Storage == storage)
        ?? throw new InputException($"rounding to '{storage}' is not known; {NearestNames.Hint($"{storage}", All.Select(f => f.Name))}");

    private static GemmPrecision Both(NumberFormat format) => new(format.Name, format, format, format, NumberFormats.Bf16);
}
