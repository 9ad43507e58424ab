using System.Runtime.CompilerServices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>Root-mean-square and layer normalisation, with the residual added first where the operator says so.</summary>
internal sealed unsafe class NormKernel<TLanes, TVector> : RowKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float Epsilon = 1e-5f;
    private readonly NormOperator op;
    private readonly NativeMatrix x;
    private readonly NativeMatrix? residual;
    private readonly NativeMatrix? sum;
    private readonly NativeMatrix y;
    private readonly float* weight;
    private readonly float* bias;

    internal NormKernel(KernelContext context, NormOperator op)
        : base(context, op.Tokens, op.Hidden, 2L * (op.Hidden + 16))
    {
        this.op = op;
        x = Input("x");
        y = Output("y", new NativeMatrix(op.Precision.Output, op.Tokens, op.Hidden, OperandLayouts.Natural(op.Precision.Output)));
        if (op.Residual)
        {
            residual = Input("residual");
            sum = Output("sum", new NativeMatrix(op.Precision.Input, op.Tokens, op.Hidden, OperandLayouts.Natural(op.Precision.Input)));
        }

        weight = Parameters("weight");
        bias = op.Layer ? Parameters("bias") : null;
    }

    private protected override void Row(int row, float* scratch)
    {
        Rows<TLanes, TVector>.Read(x, row, 0, op.Hidden, scratch);
        if (residual is not null && sum is not null)
        {
            var added = scratch + op.Hidden + 16;
            Rows<TLanes, TVector>.Read(residual, row, 0, op.Hidden, added);
            Vectors<TLanes, TVector>.AddTo(scratch, added, op.Hidden);
            Rows<TLanes, TVector>.Quantise(sum, row, scratch);
        }

        Normalise(scratch);
        Rows<TLanes, TVector>.Quantise(y, row, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalise(float* values)
    {
        var mean = op.Layer ? Vectors<TLanes, TVector>.Sum(values, op.Hidden) / op.Hidden : 0;
        var scale = 1 / MathF.Sqrt((Vectors<TLanes, TVector>.SumOfSquares(values, op.Hidden, mean) / op.Hidden) + Epsilon);
        TVector m = TLanes.Create(mean), s = TLanes.Create(scale);
        for (var i = 0; i < op.Hidden; i += TLanes.Count)
        {
            var normal = TLanes.Multiply(TLanes.Multiply(TLanes.Subtract(TLanes.Load(values + i), m), s), TLanes.Load(weight + i));
            TLanes.Store(bias is null ? normal : TLanes.Add(normal, TLanes.Load(bias + i)), values + i);
        }
    }
}
