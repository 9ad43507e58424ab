using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>
/// The tile product of 128-bit vectors: 4 rows by 8 columns in 8 accumulators, which with two vectors of B and one broadcast element of A fit the registers
/// (Van Zee and van de Geijn, "BLIS", 2015).
/// </summary>
internal static unsafe class Tile128
{
    internal const int Rows = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(int depth, float* a, float* b, float* c, int stride)
    {
        Vector128<float> c00 = default, c01 = default;
        Vector128<float> c10 = default, c11 = default;
        Vector128<float> c20 = default, c21 = default;
        Vector128<float> c30 = default, c31 = default;
        for (var p = 0; p < depth; p++)
        {
            Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + 4);
            var a0 = Vector128.Create(a[p]);
            c00 = Vector128.MultiplyAddEstimate(a0, b0, c00);
            c01 = Vector128.MultiplyAddEstimate(a0, b1, c01);
            var a1 = Vector128.Create(a[TileLayout.Stride + p]);
            c10 = Vector128.MultiplyAddEstimate(a1, b0, c10);
            c11 = Vector128.MultiplyAddEstimate(a1, b1, c11);
            var a2 = Vector128.Create(a[(2 * TileLayout.Stride) + p]);
            c20 = Vector128.MultiplyAddEstimate(a2, b0, c20);
            c21 = Vector128.MultiplyAddEstimate(a2, b1, c21);
            var a3 = Vector128.Create(a[(3 * TileLayout.Stride) + p]);
            c30 = Vector128.MultiplyAddEstimate(a3, b0, c30);
            c31 = Vector128.MultiplyAddEstimate(a3, b1, c31);
            b += 8;
        }

        Add(c, c00, c01);
        Add(c + stride, c10, c11);
        Add(c + (2 * stride), c20, c21);
        Add(c + (3 * stride), c30, c31);
    }

    private static void Add(float* at, Vector128<float> left, Vector128<float> right)
    {
        (Vector128.Load(at) + left).Store(at);
        (Vector128.Load(at + 4) + right).Store(at + 4);
    }
}
