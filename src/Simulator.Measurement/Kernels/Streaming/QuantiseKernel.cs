using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>Converts rows from one number format to another: quantises or, where the result is the wider, dequantises.</summary>
internal sealed class QuantiseKernel<TLanes, TVector> : RowKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly NativeMatrix x;
    private readonly NativeMatrix y;

    internal QuantiseKernel(KernelContext context, QuantiseOperator op)
        : base(context, op.Tokens, op.Hidden, op.Hidden)
    {
        x = Input("x");
        y = Output("y", new NativeMatrix(op.Precision.Output, op.Tokens, op.Hidden, OperandLayouts.Natural(op.Precision.Output)));
    }

    private protected override unsafe void Row(int row, float* scratch)
    {
        Rows<TLanes, TVector>.Read(x, row, 0, x.Columns, scratch);
        Rows<TLanes, TVector>.Quantise(y, row, scratch);
    }
}
