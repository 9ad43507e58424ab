using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace Simulator.Accelerators.Ilgpu.Kernels;

/// <summary>Compiles kernels to PTX for sm_80 without a GPU or a driver, as ILGPU would for any GPU from there on.</summary>
internal sealed class PtxCompiler : IDisposable
{
    private readonly Context context = Context.Create(builder => builder.CPU().Optimize(OptimizationLevel.O2).EnableAlgorithms());
    private readonly PTXBackend backend;

    public PtxCompiler() => backend = new PTXBackend(
        context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null);

    /// <summary>The PTX of a kernel with explicit groups.</summary>
    public string Compile(MethodInfo kernel) =>
        ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default)).PTXAssembly;

    public void Dispose()
    {
        backend.Dispose();
        context.Dispose();
    }
}
