using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>
/// The tile product of 512-bit vectors: 12 rows by 32 columns in 24 accumulators, which with two vectors of B and one broadcast element of A fit the registers
/// (Van Zee and van de Geijn, "BLIS", 2015).
/// </summary>
internal static unsafe class Tile512
{
    internal const int Rows = 12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run(int depth, float* a, float* b, float* c, int stride)
    {
        Vector512<float> c00 = default, c01 = default;
        Vector512<float> c10 = default, c11 = default;
        Vector512<float> c20 = default, c21 = default;
        Vector512<float> c30 = default, c31 = default;
        Vector512<float> c40 = default, c41 = default;
        Vector512<float> c50 = default, c51 = default;
        Vector512<float> c60 = default, c61 = default;
        Vector512<float> c70 = default, c71 = default;
        Vector512<float> c80 = default, c81 = default;
        Vector512<float> c90 = default, c91 = default;
        Vector512<float> c100 = default, c101 = default;
        Vector512<float> c110 = default, c111 = default;
        for (var p = 0; p < depth; p++)
        {
            Vector512<float> b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            var a0 = Vector512.Create(a[p]);
            c00 = Vector512.MultiplyAddEstimate(a0, b0, c00);
            c01 = Vector512.MultiplyAddEstimate(a0, b1, c01);
            var a1 = Vector512.Create(a[TileLayout.Stride + p]);
            c10 = Vector512.MultiplyAddEstimate(a1, b0, c10);
            c11 = Vector512.MultiplyAddEstimate(a1, b1, c11);
            var a2 = Vector512.Create(a[(2 * TileLayout.Stride) + p]);
            c20 = Vector512.MultiplyAddEstimate(a2, b0, c20);
            c21 = Vector512.MultiplyAddEstimate(a2, b1, c21);
            var a3 = Vector512.Create(a[(3 * TileLayout.Stride) + p]);
            c30 = Vector512.MultiplyAddEstimate(a3, b0, c30);
            c31 = Vector512.MultiplyAddEstimate(a3, b1, c31);
            var a4 = Vector512.Create(a[(4 * TileLayout.Stride) + p]);
            c40 = Vector512.MultiplyAddEstimate(a4, b0, c40);
            c41 = Vector512.MultiplyAddEstimate(a4, b1, c41);
            var a5 = Vector512.Create(a[(5 * TileLayout.Stride) + p]);
            c50 = Vector512.MultiplyAddEstimate(a5, b0, c50);
            c51 = Vector512.MultiplyAddEstimate(a5, b1, c51);
            var a6 = Vector512.Create(a[(6 * TileLayout.Stride) + p]);
            c60 = Vector512.MultiplyAddEstimate(a6, b0, c60);
            c61 = Vector512.MultiplyAddEstimate(a6, b1, c61);
            var a7 = Vector512.Create(a[(7 * TileLayout.Stride) + p]);
            c70 = Vector512.MultiplyAddEstimate(a7, b0, c70);
            c71 = Vector512.MultiplyAddEstimate(a7, b1, c71);
            var a8 = Vector512.Create(a[(8 * TileLayout.Stride) + p]);
            c80 = Vector512.MultiplyAddEstimate(a8, b0, c80);
            c81 = Vector512.MultiplyAddEstimate(a8, b1, c81);
            var a9 = Vector512.Create(a[(9 * TileLayout.Stride) + p]);
            c90 = Vector512.MultiplyAddEstimate(a9, b0, c90);
            c91 = Vector512.MultiplyAddEstimate(a9, b1, c91);
            var a10 = Vector512.Create(a[(10 * TileLayout.Stride) + p]);
            c100 = Vector512.MultiplyAddEstimate(a10, b0, c100);
            c101 = Vector512.MultiplyAddEstimate(a10, b1, c101);
            var a11 = Vector512.Create(a[(11 * TileLayout.Stride) + p]);
            c110 = Vector512.MultiplyAddEstimate(a11, b0, c110);
            c111 = Vector512.MultiplyAddEstimate(a11, b1, c111);
            b += 32;
        }

        Add(c, c00, c01);
        Add(c + stride, c10, c11);
        Add(c + (2 * stride), c20, c21);
        Add(c + (3 * stride), c30, c31);
        Add(c + (4 * stride), c40, c41);
        Add(c + (5 * stride), c50, c51);
        Add(c + (6 * stride), c60, c61);
        Add(c + (7 * stride), c70, c71);
        Add(c + (8 * stride), c80, c81);
        Add(c + (9 * stride), c90, c91);
        Add(c + (10 * stride), c100, c101);
        Add(c + (11 * stride), c110, c111);
    }

    private static void Add(float* at, Vector512<float> left, Vector512<float> right)
    {
        (Vector512.Load(at) + left).Store(at);
        (Vector512.Load(at + 16) + right).Store(at + 16);
    }
}
