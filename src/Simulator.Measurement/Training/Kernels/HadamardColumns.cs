using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>
/// The random Hadamard transform of NVFP4 training: 16 rows at a time are multiplied by signs and mixed by H₁₆/4, so that a reduction across rows of two
/// matrices that are both transformed stays what it was, while outliers spread over their block (NVIDIA, "Pretraining Large Language Models with NVFP4",
/// 2025).
/// </summary>
internal static unsafe class HadamardColumns<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Rows that are mixed.</summary>
    internal const int Block = 16;

    private const float Factor = 0.25f;

    /// <summary>Transforms 16 rows of <paramref name="columns"/> elements.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="to">The first transformed row; may be <paramref name="from"/>.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="signs">16 signs, ±1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transform(float* from, float* to, int columns, ReadOnlySpan<float> signs)
    {
        var rows = stackalloc float[Block * 16];
        for (var j = 0; j < columns; j += TLanes.Count)
        {
            for (var i = 0; i < Block; i++)
                TLanes.Store(TLanes.Multiply(TLanes.Load(from + (i * columns) + j), TLanes.Create(signs[i] * Factor)), rows + (i * 16));
            for (var half = 1; half < Block; half *= 2)
            {
                for (var i = 0; i < Block; i++)
                {
                    if ((i & half) != 0)
                        continue;
                    float* low = rows + (i * 16), high = rows + ((i + half) * 16);
                    TVector a = TLanes.Load(low), b = TLanes.Load(high);
                    TLanes.Store(TLanes.Add(a, b), low);
                    TLanes.Store(TLanes.Subtract(a, b), high);
                }
            }

            for (var i = 0; i < Block; i++)
                TLanes.Store(TLanes.Load(rows + (i * 16)), to + (i * columns) + j);
        }
    }
}
