using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>Root-mean-square norm of a row and its gradients (Zhang and Sennrich, "Root mean square layer normalization", 2019).</summary>
internal static unsafe class NormRows<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float Epsilon = 1e-5f;

    /// <summary>y = x·r·gain with r = 1/√(mean of x² + ε); returns r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Forward(float* x, float* gain, float* y, int count)
    {
        var r = 1 / MathF.Sqrt((Vectors<TLanes, TVector>.SumOfSquares(x, count, 0) / count) + Epsilon);
        var factor = TLanes.Create(r);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TLanes.Multiply(TLanes.Multiply(TLanes.Load(x + i), factor), TLanes.Load(gain + i)), y + i);
        return r;
    }

    /// <summary>dx += r·gain·dy − x·r³·mean of gain·dy·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Backward(float* x, float* gain, float r, float* dy, float* dx, int count)
    {
        var sum = TLanes.Zero;
        for (var i = 0; i < count; i += TLanes.Count)
            sum = TLanes.MultiplyAdd(TLanes.Multiply(TLanes.Load(gain + i), TLanes.Load(dy + i)), TLanes.Load(x + i), sum);
        TVector factor = TLanes.Create(r), shrink = TLanes.Create(-TLanes.Sum(sum) * r * r * r / count);
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var direct = TLanes.MultiplyAdd(TLanes.Multiply(TLanes.Load(gain + i), TLanes.Load(dy + i)), factor, TLanes.Load(dx + i));
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(x + i), shrink, direct), dx + i);
        }
    }

    /// <summary>Adds a row's share r·x·dy to the gradient of the gain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddGain(float* x, float r, float* dy, float* gainGradient, int count)
    {
        var factor = TLanes.Create(r);
        for (var i = 0; i < count; i += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Multiply(TLanes.Load(x + i), factor), TLanes.Load(dy + i), TLanes.Load(gainGradient + i)), gainGradient + i);
    }
}
