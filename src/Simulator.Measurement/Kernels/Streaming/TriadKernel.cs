using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>y = x + 3 z, written past the caches where they would not hold the three vectors.</summary>
internal sealed unsafe class TriadKernel<TLanes, TVector> : VectorKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float Factor = 3;
    private readonly NativeMatrix x;
    private readonly NativeMatrix z;
    private readonly NativeMatrix y;
    private readonly NativeBuffer[] scratch;

    internal TriadKernel(KernelContext context, TriadOperator op)
        : base(context, op.Elements)
    {
        x = Input("x");
        z = Input("z");
        y = Result(op.Precision.Output);
        scratch = Scratch(2 * (Piece + 16));
    }

    private protected override bool BypassesCaches => IsPlain && x.Bytes + z.Bytes + y.Bytes > CacheBytes / CacheShare;

    private bool IsPlain => x.Kind == ElementKind.Fp32 && y.Kind == ElementKind.Fp32;

    private protected override void Treat(int first, int count, int part, int worker)
    {
        if (IsPlain)
        {
            Plain((float*)x.Row(0) + first, (float*)z.Row(0) + first, (float*)y.Row(0) + first, count, BypassesCaches);
            return;
        }

        float* sum = scratch[worker].Floats, added = sum + Piece + 16;
        Rows<TLanes, TVector>.Read(x, 0, first, count, sum);
        Rows<TLanes, TVector>.Read(z, 0, first, count, added);
        Vectors<TLanes, TVector>.AddScaled(sum, Factor, added, count);
        Rows<TLanes, TVector>.Quantise(y, 0, first, count, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain(float* x, float* z, float* y, int count, bool bypass)
    {
        var factor = TLanes.Create(Factor);
        var i = 0;
        if (bypass)
        {
            for (; i + TLanes.Count <= count; i += TLanes.Count)
                TLanes.StoreStreaming(TLanes.MultiplyAdd(TLanes.Load(z + i), factor, TLanes.Load(x + i)), y + i);
        }
        else
        {
            for (; i + TLanes.Count <= count; i += TLanes.Count)
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(z + i), factor, TLanes.Load(x + i)), y + i);
        }

        for (; i < count; i++)
            y[i] = x[i] + (Factor * z[i]);
    }
}
