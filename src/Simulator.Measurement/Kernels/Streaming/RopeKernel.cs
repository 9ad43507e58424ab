using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>Rotates queries and keys in place, in pairs (i, i + d/2).</summary>
internal sealed unsafe class RopeKernel<TLanes, TVector> : RowKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly RopeOperator op;
    private readonly NativeMatrix q;
    private readonly NativeMatrix k;
    private readonly NativeMatrix angles;
    private readonly int half;
    private readonly int stride;

    internal RopeKernel(KernelContext context, RopeOperator op)
        : base(context, op.Tokens, (op.Heads + op.KvHeads) * (long)op.HeadDim, 3L * (op.HeadDim + 32))
    {
        this.op = op;
        half = op.HeadDim / 2;
        stride = op.HeadDim + 32;
        q = InPlace("q");
        k = InPlace("k");
        angles = Input("angles");
    }

    private protected override void Row(int row, float* scratch)
    {
        Rows<TLanes, TVector>.Read(angles, row, 0, op.HeadDim, scratch);
        for (var head = 0; head < op.Heads; head++)
            Rotate(q, (row * op.Heads) + head, scratch, scratch + stride, scratch + (2 * stride));
        for (var head = 0; head < op.KvHeads; head++)
            Rotate(k, (row * op.KvHeads) + head, scratch, scratch + stride, scratch + (2 * stride));
    }

    private void Rotate(NativeMatrix matrix, int row, float* cosines, float* values, float* rotated)
    {
        var sines = cosines + half;
        Rows<TLanes, TVector>.Read(matrix, row, 0, op.HeadDim, values);
        for (var i = 0; i < half; i += TLanes.Count)
        {
            TVector low = TLanes.Load(values + i), high = TLanes.Load(values + half + i), c = TLanes.Load(cosines + i), s = TLanes.Load(sines + i);
            TLanes.Store(TLanes.Subtract(TLanes.Multiply(low, c), TLanes.Multiply(high, s)), rotated + i);
        }

        for (var i = 0; i < half; i += TLanes.Count)
        {
            TVector low = TLanes.Load(values + i), high = TLanes.Load(values + half + i), c = TLanes.Load(cosines + i), s = TLanes.Load(sines + i);
            TLanes.Store(TLanes.MultiplyAdd(high, c, TLanes.Multiply(low, s)), rotated + half + i);
        }

        if (op.HeadDim % 2 == 1)
            rotated[op.HeadDim - 1] = values[op.HeadDim - 1];
        Rows<TLanes, TVector>.Quantise(matrix, row, rotated);
    }
}
