using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>Copies a vector, past the caches where they would not hold it; converts where the formats differ.</summary>
internal sealed unsafe class CopyKernel<TLanes, TVector> : VectorKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly NativeMatrix x;
    private readonly NativeMatrix y;
    private readonly NativeBuffer[] scratch;

    internal CopyKernel(KernelContext context, CopyOperator op)
        : base(context, op.Elements)
    {
        x = Input("x");
        y = Result(op.Precision.Output);
        scratch = Scratch(Piece + 16);
    }

    private protected override bool BypassesCaches => x.Kind == y.Kind && x.Bytes + y.Bytes > CacheBytes / CacheShare;

    private protected override void Treat(int first, int count, int part, int worker)
    {
        if (x.Kind != y.Kind || x.Scaling != y.Scaling)
        {
            var values = scratch[worker].Floats;
            Rows<TLanes, TVector>.Read(x, 0, first, count, values);
            Rows<TLanes, TVector>.Quantise(y, 0, first, count, values);
            return;
        }

        var bits = (long)y.RowBytes * 8 / Elements;
        long from = first * bits / 8, bytes = first + count == Elements ? y.RowBytes - from : count * bits / 8;
        Copy(x.Row(0) + from, y.Row(0) + from, bytes);
        if (!x.Scaling.HasScales)
            return;
        for (var block = first / x.ScaleColumns; block * (long)x.ScaleColumns < first + count; block++)
            y.SetScale(0, block, x.Scale(0, block));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(byte* from, byte* to, long bytes)
    {
        if (!BypassesCaches)
        {
            Buffer.MemoryCopy(from, to, bytes, bytes);
            return;
        }

        var step = 4 * TLanes.Count;
        long i = 0;
        for (; i + step <= bytes; i += step)
            TLanes.StoreStreaming(TLanes.Load((float*)(from + i)), (float*)(to + i));
        Buffer.MemoryCopy(from + i, to + i, bytes - i, bytes - i);
    }
}
