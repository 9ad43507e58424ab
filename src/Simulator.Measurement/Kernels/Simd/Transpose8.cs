using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>Transposes a square of 8 × 8.</summary>
internal static unsafe class Transpose8
{
    /// <summary>Halves of rows i and i + 4 are loaded side by side, so that two rounds of shuffles inside 128 bits do the rest.</summary>
    internal static void Run(float* from, int stride, float* to, int toStride)
    {
        Half(from, stride, to, toStride);
        Half(from + 4, stride, to + (4 * (long)toStride), toStride);
    }

    /// <summary>Element by element.</summary>
    internal static void RunPortable(float* from, int stride, float* to, int toStride)
    {
        for (var i = 0; i < 8; i++)
        {
            for (var j = 0; j < 8; j++)
                to[((long)j * toStride) + i] = from[((long)i * stride) + j];
        }
    }

    private static void Half(float* from, int stride, float* to, int toStride)
    {
        var r0 = Pair(from, 0, stride);
        var r1 = Pair(from, 1, stride);
        var r2 = Pair(from, 2, stride);
        var r3 = Pair(from, 3, stride);
        var low01 = Avx.UnpackLow(r0, r1);
        var high01 = Avx.UnpackHigh(r0, r1);
        var low23 = Avx.UnpackLow(r2, r3);
        var high23 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(low01, low23, 0x44).Store(to);
        Avx.Shuffle(low01, low23, 0xEE).Store(to + toStride);
        Avx.Shuffle(high01, high23, 0x44).Store(to + (2 * (long)toStride));
        Avx.Shuffle(high01, high23, 0xEE).Store(to + (3 * (long)toStride));
    }

    private static Vector256<float> Pair(float* from, int row, int stride) =>
        Vector256.Create(Vector128.Load(from + ((long)row * stride)), Vector128.Load(from + ((long)(row + 4) * stride)));
}
