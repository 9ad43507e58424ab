
namespace Simulator.Measurement.Kernels.Simd;

/// <summary>The width of the vectors with which the processor's kernels work.</summary>
public enum SimdLevel
{
    /// <summary>128 bits, through the portable vector types: every processor.</summary>
    Portable128,

    /// <summary>256 bits: AVX2 and FMA.</summary>
    Avx2,

    /// <summary>512 bits: AVX-512 (F, BW, VL).</summary>
    Avx512,
}
