using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>Rounds fp32 to bf16 in place.</summary>
internal static unsafe class Bf16Rows<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Rounds to the nearest, ties to even; a count that is a multiple of 16.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Round(float* values, int count)
    {
        var codes = stackalloc ushort[16];
        for (var i = 0; i < count; i += TLanes.Count)
        {
            TLanes.NarrowBf16(TLanes.Load(values + i), codes);
            TLanes.Store(TLanes.WidenBf16(codes), values + i);
        }
    }
}
