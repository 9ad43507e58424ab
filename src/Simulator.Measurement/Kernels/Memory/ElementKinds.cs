using Simulator.Hardware.Formats;

namespace Simulator.Measurement.Kernels.Memory;

/// <summary>The kind of each number format.</summary>
internal static class ElementKinds
{
    internal static ElementKind Of(NumberFormat format) => format.Name switch
    {
        "fp32" => ElementKind.Fp32,
        "tf32" => ElementKind.Tf32,
        "bf16" => ElementKind.Bf16,
        "fp16" => ElementKind.Fp16,
        "fp8-e4m3" or "mxfp8" => ElementKind.E4M3,
        "fp8-e5m2" => ElementKind.E5M2,
        "mxfp6" => ElementKind.E2M3,
        "mxfp4" or "nvfp4" => ElementKind.E2M1,
        "int8" => ElementKind.Int8,
        "int4" => ElementKind.Int4,
        _ => throw new ArgumentException($"no kernel reads {format}", nameof(format)),
    };
}
