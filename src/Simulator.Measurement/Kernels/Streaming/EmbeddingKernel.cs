using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>Copies a row of the table for each token, converting it where the result has another format.</summary>
internal sealed class EmbeddingKernel<TLanes, TVector> : RowKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly NativeMatrix table;
    private readonly NativeMatrix y;
    private readonly int[] ids;

    internal EmbeddingKernel(KernelContext context, EmbeddingOperator op)
        : base(context, op.Tokens, op.Hidden, op.Hidden)
    {
        table = Input("table");
        y = Output("y", new NativeMatrix(op.Precision.Output, op.Tokens, op.Hidden, OperandLayouts.Natural(op.Precision.Output)));
        ids = [.. Inputs["ids"].Values().Select(id => (int)id)];
    }

    private protected override unsafe void Row(int row, float* scratch)
    {
        var from = ids[row];
        if (table.Kind == y.Kind && !y.Scaling.HasScales)
        {
            Buffer.MemoryCopy(table.Row(from), y.Row(row), y.RowBytes, y.RowBytes);
            return;
        }

        Rows<TLanes, TVector>.Read(table, from, 0, table.Columns, scratch);
        Rows<TLanes, TVector>.Quantise(y, row, scratch);
    }
}
