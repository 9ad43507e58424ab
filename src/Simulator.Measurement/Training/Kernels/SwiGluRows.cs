using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>SwiGLU of a row that holds gates, then factors, and its gradients (Shazeer, "GLU variants improve transformer", 2020).</summary>
internal static unsafe class SwiGluRows<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>y = g·σ(g)·u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Forward(float* row, float* y, int count)
    {
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var g = TLanes.Load(row + i);
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(g, Sigmoid(g)), TLanes.Load(row + count + i)), y + i);
        }
    }

    /// <summary>dg = dy·u·σ·(1 + g·(1 − σ)), du = dy·g·σ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Backward(float* row, float* dy, float* rowGradient, int count)
    {
        var one = TLanes.Create(1);
        for (var i = 0; i < count; i += TLanes.Count)
        {
            TVector g = TLanes.Load(row + i), u = TLanes.Load(row + count + i), d = TLanes.Load(dy + i), s = Sigmoid(g);
            var slope = TLanes.Multiply(s, TLanes.MultiplyAdd(g, TLanes.Subtract(one, s), one));
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(d, u), slope), rowGradient + i);
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(d, g), s), rowGradient + count + i);
        }
    }

    private static TVector Sigmoid(TVector x) => TLanes.Divide(TLanes.Create(1), TLanes.Add(TLanes.Create(1), TLanes.Exp(TLanes.Subtract(TLanes.Zero, x))));
}
