using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels;

/// <summary>Chooses the kernel of an operator, in one vector width.</summary>
internal static class KernelFactory<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Makes a kernel.</summary>
    internal static ProcessorKernel Create(WorkerPool pool, CacheFlush flush, Operator op, KernelInputs inputs) => op switch
    {
        GemmOperator { M: <= FewRowsGemmKernel<TLanes, TVector>.MostRows } o => new FewRowsGemmKernel<TLanes, TVector>(pool, flush, o, inputs),
        GemmOperator o => new GemmKernel<TLanes, TVector>(pool, flush, o, inputs),
        _ => throw new DeviceException($"the processor has no kernel for {op.Op}"),
    };
}
