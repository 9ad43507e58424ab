using System.Runtime.Intrinsics;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>Chooses the vector width of training's kernels.</summary>
internal static class TrainingKernelFactory
{
    /// <summary>Makes the kernels.</summary>
    internal static ITrainingKernels Create(WorkerPool pool, SimdLevel level) => level switch
    {
        SimdLevel.Avx512 => new TrainingKernels<Lanes512, Vector512<float>>(pool),
        SimdLevel.Avx2 => new TrainingKernels<Lanes256, Vector256<float>>(pool),
        _ => new TrainingKernels<Lanes128, Vector128<float>>(pool),
    };
}
