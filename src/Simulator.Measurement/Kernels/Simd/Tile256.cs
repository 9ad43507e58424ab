using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>
/// The tile product of 256-bit vectors: 6 rows by 16 columns in 12 accumulators, which with two vectors of B and one broadcast element of A fit the registers
/// (Van Zee and van de Geijn, "BLIS", 2015).
/// </summary>
internal static unsafe class Tile256
{
    internal const int Rows = 6;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(int depth, float* a, float* b, float* c, int stride)
    {
        Vector256<float> c00 = default, c01 = default;
        Vector256<float> c10 = default, c11 = default;
        Vector256<float> c20 = default, c21 = default;
        Vector256<float> c30 = default, c31 = default;
        Vector256<float> c40 = default, c41 = default;
        Vector256<float> c50 = default, c51 = default;
        for (var p = 0; p < depth; p++)
        {
            Vector256<float> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 8);
            var a0 = Vector256.Create(a[p]);
            c00 = Vector256.MultiplyAddEstimate(a0, b0, c00);
            c01 = Vector256.MultiplyAddEstimate(a0, b1, c01);
            var a1 = Vector256.Create(a[TileLayout.Stride + p]);
            c10 = Vector256.MultiplyAddEstimate(a1, b0, c10);
            c11 = Vector256.MultiplyAddEstimate(a1, b1, c11);
            var a2 = Vector256.Create(a[(2 * TileLayout.Stride) + p]);
            c20 = Vector256.MultiplyAddEstimate(a2, b0, c20);
            c21 = Vector256.MultiplyAddEstimate(a2, b1, c21);
            var a3 = Vector256.Create(a[(3 * TileLayout.Stride) + p]);
            c30 = Vector256.MultiplyAddEstimate(a3, b0, c30);
            c31 = Vector256.MultiplyAddEstimate(a3, b1, c31);
            var a4 = Vector256.Create(a[(4 * TileLayout.Stride) + p]);
            c40 = Vector256.MultiplyAddEstimate(a4, b0, c40);
            c41 = Vector256.MultiplyAddEstimate(a4, b1, c41);
            var a5 = Vector256.Create(a[(5 * TileLayout.Stride) + p]);
            c50 = Vector256.MultiplyAddEstimate(a5, b0, c50);
            c51 = Vector256.MultiplyAddEstimate(a5, b1, c51);
            b += 16;
        }

        Add(c, c00, c01);
        Add(c + stride, c10, c11);
        Add(c + (2 * stride), c20, c21);
        Add(c + (3 * stride), c30, c31);
        Add(c + (4 * stride), c40, c41);
        Add(c + (5 * stride), c50, c51);
    }

    private static void Add(float* at, Vector256<float> left, Vector256<float> right)
    {
        (Vector256.Load(at) + left).Store(at);
        (Vector256.Load(at + 8) + right).Store(at + 8);
    }
}
