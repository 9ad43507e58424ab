using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Recurrent;

/// <summary>The state update of one token: a head's state is read, decayed, added to, read out and written once.</summary>
internal sealed unsafe class ScanStepKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly Mamba2Operator op;
    private readonly NativeMatrix x;
    private readonly NativeMatrix b;
    private readonly NativeMatrix c;
    private readonly NativeMatrix y;
    private readonly NativeMatrix state;
    private readonly NativeBuffer[] scratch;
    private readonly float[] dt;
    private readonly float[] decay;
    private readonly float[] skip;

    internal ScanStepKernel(KernelContext context, Mamba2Operator op)
        : base(context)
    {
        this.op = op;
        x = Input("x");
        b = Input("b");
        c = Input("c");
        y = Output("y", new NativeMatrix(op.Format, x.Rows, x.Columns, ScaleLayout.None));
        state = InPlace("state");
        scratch = Scratch((3L * (op.DState + 32)) + op.HeadDim + 32);
        dt = Inputs["dt"].Values();
        decay = Inputs["decay"].Values();
        skip = Inputs["skip"].Values();
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit rows of state";

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        var split = RowSplit.For((long)op.Batch * op.Heads, (long)op.HeadDim * op.DState, Pool.Workers);
        Pool.Run(split.Parts, (part, worker) =>
        {
            for (var head = split.First(part); head < split.First(part + 1); head++)
                Head(head / op.Heads, head % op.Heads, scratch[worker].Floats);
        }, cancellation);
    }

    private void Head(int sequence, int head, float* gain)
    {
        var stride = op.DState + 32;
        float* read = gain + stride, own = read + stride, values = own + stride;
        int row = (sequence * op.Heads) + head, group = (sequence * op.Groups) + (head / Math.Max(1, op.Heads / op.Groups));
        Rows<TLanes, TVector>.Read(b, group, 0, op.DState, gain);
        Rows<TLanes, TVector>.Read(c, group, 0, op.DState, read);
        Rows<TLanes, TVector>.Read(x, row, 0, op.HeadDim, values);
        var keep = MathF.Exp(dt[row] * decay[head]);
        for (var p = 0; p < op.HeadDim; p++)
        {
            var at = (row * op.HeadDim) + p;
            var plain = state.Kind == ElementKind.Fp32;
            var h = plain ? (float*)state.Row(at) : own;
            if (!plain)
                Rows<TLanes, TVector>.Read(state, at, 0, op.DState, h);
            var result = Vectors<TLanes, TVector>.UpdateState(h, keep, dt[row] * values[p], gain, read, op.DState);
            if (!plain)
                Rows<TLanes, TVector>.Write(state, at, 0, op.DState, h);
            values[p] = result + (skip[head] * values[p]);
        }

        Rows<TLanes, TVector>.Write(y, row, 0, op.HeadDim, values);
    }
}
