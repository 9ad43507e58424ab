using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>SiLU of one half of a row times the other, or SiLU of the whole row.</summary>
internal sealed unsafe class ActivationKernel<TLanes, TVector> : RowKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly ActivationOperator op;
    private readonly NativeMatrix x;
    private readonly NativeMatrix y;

    internal ActivationKernel(KernelContext context, ActivationOperator op)
        : base(context, op.Tokens, op.Inter, 2L * op.Inter)
    {
        this.op = op;
        x = Input("x");
        y = Output("y", new NativeMatrix(op.Precision.Output, op.Tokens, op.Inter, OperandLayouts.Natural(op.Precision.Output)));
    }

    private protected override void Row(int row, float* scratch)
    {
        Rows<TLanes, TVector>.Read(x, row, 0, op.Gated ? 2 * op.Inter : op.Inter, scratch);
        if (op.Gated)
            Vectors<TLanes, TVector>.Silu(scratch, scratch + op.Inter, op.Inter);
        else
            Vectors<TLanes, TVector>.Silu(scratch, null, op.Inter);
        Rows<TLanes, TVector>.Quantise(y, row, scratch);
    }
}
