using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>Which vector widths this processor has.</summary>
public static class SimdLevels
{
    /// <summary>The widest that it has.</summary>
    public static SimdLevel Best { get; } = IsSupported(SimdLevel.Avx512) ? SimdLevel.Avx512
        : IsSupported(SimdLevel.Avx2) ? SimdLevel.Avx2
        : SimdLevel.Portable128;

    /// <summary>Whether the processor, and the run time's settings, allow a width.</summary>
    /// <param name="level">The width.</param>
    /// <returns>True where kernels of that width run in hardware.</returns>
    public static bool IsSupported(SimdLevel level) => level switch
    {
        SimdLevel.Avx512 => Avx512BW.IsSupported && Avx512F.VL.IsSupported && Vector512.IsHardwareAccelerated,
        SimdLevel.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
