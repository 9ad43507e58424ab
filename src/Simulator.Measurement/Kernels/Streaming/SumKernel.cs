using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>Adds vectors.</summary>
internal sealed unsafe class SumKernel<TLanes, TVector> : VectorKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly NativeMatrix[] x;
    private readonly NativeMatrix y;
    private readonly NativeBuffer[] scratch;

    internal SumKernel(KernelContext context, ElementwiseOperator op)
        : base(context, op.Elements)
    {
        x = [.. Enumerable.Range(0, op.Inputs).Select(i => Input($"x{i}"))];
        y = Result(op.Precision.Output);
        scratch = Scratch(2 * (Piece + 16));
    }

    private protected override void Treat(int first, int count, int part, int worker)
    {
        float* sum = scratch[worker].Floats, added = sum + Piece + 16;
        Rows<TLanes, TVector>.Read(x[0], 0, first, count, sum);
        for (var i = 1; i < x.Length; i++)
        {
            Rows<TLanes, TVector>.Read(x[i], 0, first, count, added);
            Vectors<TLanes, TVector>.AddTo(sum, added, count);
        }

        Rows<TLanes, TVector>.Quantise(y, 0, first, count, sum);
    }
}
