using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>The sum of a vector: pieces in fp32, their sums in double precision.</summary>
internal sealed unsafe class ReductionKernel<TLanes, TVector> : VectorKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly NativeMatrix x;
    private readonly NativeMatrix sum;
    private readonly NativeBuffer[] scratch;
    private readonly double[] partial;

    internal ReductionKernel(KernelContext context, ReductionOperator op)
        : base(context, op.Elements)
    {
        x = Input("x");
        sum = Output("sum", new NativeMatrix(op.Precision.Output, 1, 1, ScaleLayout.None));
        scratch = Scratch(Piece + 16);
        partial = new double[Parts];
    }

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        Array.Clear(partial);
        base.Run(cancellation);
        var total = stackalloc float[16];
        total[0] = (float)partial.Sum();
        Rows<TLanes, TVector>.Write(sum, 0, 0, 1, total);
    }

    private protected override void Treat(int first, int count, int part, int worker)
    {
        var values = (float*)x.Row(0) + first;
        if (x.Kind != ElementKind.Fp32)
        {
            values = scratch[worker].Floats;
            Rows<TLanes, TVector>.Read(x, 0, first, count, values);
        }

        partial[part] += Vectors<TLanes, TVector>.Sum(values, count);
    }
}
