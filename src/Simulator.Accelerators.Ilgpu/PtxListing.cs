using System.Reflection;
using ILGPU;
using Simulator.Accelerators.Ilgpu.Attention;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Gemm;
using Simulator.Accelerators.Ilgpu.Kernels;
using Simulator.Accelerators.Ilgpu.Recurrent;
using Simulator.Accelerators.Ilgpu.Streaming;
using Simulator.Measurement.Plugins;
using Half = ILGPU.Half;

namespace Simulator.Accelerators.Ilgpu;

/// <summary>The PTX, for sm_80, of the kernels in the formats that they are mostly run in.</summary>
public sealed class PtxListing : IKernelListing
{
    private static readonly Dictionary<string, Delegate> Kernels = new(StringComparer.Ordinal)
    {
        ["gemm-mma bf16"] = (Action<long, long, long, GemmShape>)MmaGemmKernel.Run<Bf16Mma>,
        ["gemm-mma fp16"] = (Action<long, long, long, GemmShape>)MmaGemmKernel.Run<Fp16Mma>,
        ["gemm-mma tf32"] = (Action<long, long, long, GemmShape>)MmaGemmKernel.Run<Tf32Mma>,
        ["gemm-tiled fp32"] =
            (Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, GemmShape>)TiledGemmKernel.Run<float, Fp32Element, float, Fp32Element>,
        ["gemm-tiled fp16"] =
            (Action<ArrayView<Half>, ArrayView<Half>, ArrayView<Half>, GemmShape>)TiledGemmKernel.Run<Half, Fp16Element, Half, Fp16Element>,
        ["attention bf16"] =
            (Action<ArrayView<ushort>, ArrayView<ushort>, ArrayView<ushort>, ArrayView<ushort>, ArrayView<float>, AttentionShape>)
            AttentionKernel.Run<ushort, Bf16Element, ushort, Bf16Element>,
        ["attention bf16/kv-fp8"] =
            (Action<ArrayView<ushort>, ArrayView<byte>, ArrayView<byte>, ArrayView<ushort>, ArrayView<float>, AttentionShape>)
            AttentionKernel.Run<ushort, Bf16Element, byte, Fp8E4M3Element>,
        ["attention-combine bf16"] =
            (Action<ArrayView<float>, ArrayView<ushort>, AttentionShape>)CombineKernel.Run<ushort, Bf16Element>,
        ["copy"] = (Action<ArrayView<Quad<int>>, ArrayView<Quad<int>>, int>)CopyKernel.Run,
        ["triad fp32"] =
            (Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, float, int>)
            SumKernel.Run<float, Fp32Element, float, Fp32Element>,
        ["reduction fp32"] = (Action<ArrayView<float>, ArrayView<float>, int>)ReductionKernel.Partial<float, Fp32Element>,
        ["norm bf16/out-fp8"] =
            (Action<ArrayView<ushort>, ArrayView<ushort>, ArrayView<ushort>, ArrayView<ushort>, ArrayView<ushort>, ArrayView<byte>,
                ArrayView<float>, NormShape>)
            NormKernel.Run<ushort, Bf16Element, byte, Fp8E4M3Element>,
        ["activation bf16"] =
            (Action<ArrayView<ushort>, ArrayView<ushort>, int, int, int, int>)ActivationKernel.RunQuads<ushort, Bf16Element, ushort, Bf16Element>,
        ["quantise bf16/out-fp8"] =
            (Action<ArrayView<ushort>, ArrayView<byte>, ArrayView<float>, int, int, int, float>)
            QuantiseKernel.Run<ushort, Bf16Element, byte, Fp8E4M3Element>,
        ["rope bf16"] = (Action<ArrayView<ushort>, ArrayView<ushort>, int, int, int>)RopeKernel.Run<ushort, Bf16Element>,
        ["sample bf16"] =
            (Action<ArrayView<ushort>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int>)SampleKernel.Run<ushort, Bf16Element>,
        ["scan bf16"] =
            (Action<ArrayView<ushort>, ArrayView<float>, ArrayView<float>, ArrayView<ushort>, ArrayView<ushort>, ArrayView<float>, ArrayView<ushort>,
                ArrayView<float>, ScanShape>)ScanKernel.Run<ushort, Bf16Element>,
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. Kernels.Keys];

    /// <inheritdoc/>
    public string Code(string name)
    {
        if (!Kernels.TryGetValue(name, out var kernel))
            throw new ArgumentException($"no kernel '{name}'; there are {string.Join(", ", Names)}", nameof(name));
        using var compiler = new PtxCompiler();
        return compiler.Compile(kernel.GetMethodInfo());
    }
}
