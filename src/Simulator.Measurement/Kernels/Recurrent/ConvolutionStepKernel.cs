using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Recurrent;

/// <summary>The convolution of one token: shifts each channel's window, and weighs it.</summary>
internal sealed unsafe class ConvolutionStepKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly Mamba2Operator op;
    private readonly NativeMatrix x;
    private readonly NativeMatrix window;
    private readonly NativeMatrix y;
    private readonly NativeBuffer[] scratch;
    private readonly float[] weights;

    internal ConvolutionStepKernel(KernelContext context, Mamba2Operator op)
        : base(context)
    {
        this.op = op;
        x = Input("x");
        y = Output("y", new NativeMatrix(op.Format, op.Batch, op.ConvChannels, ScaleLayout.None));

        // Codes of 16 bits and more lie without gaps: a sequence's windows are one row.
        window = InPlace("window", new NativeMatrix(op.Format, op.Batch, op.ConvChannels * op.DConv, ScaleLayout.None));
        scratch = Scratch(2 * ((256L * (op.DConv + 1)) + 32));
        weights = Inputs["weight"].Values();
    }

    /// <inheritdoc/>
    public override string Implementation => "a channel at a time";

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        var across = (op.ConvChannels + 255) / 256;
        var split = RowSplit.For((long)op.Batch * across, 256L * op.DConv, Pool.Workers);
        Pool.Run(split.Parts, (part, worker) =>
        {
            for (var block = split.First(part); block < split.First(part + 1); block++)
                Block(block / across, block % across * 256, scratch[worker].Floats);
        }, cancellation);
    }

    private void Block(int sequence, int channel, float* newest)
    {
        int count = Math.Min(256, op.ConvChannels - channel), taps = op.DConv;
        var windows = newest + 256 + 16;
        Rows<TLanes, TVector>.Read(x, sequence, channel, count, newest);
        Rows<TLanes, TVector>.Read(window, sequence, channel * taps, count * taps, windows);
        for (var c = 0; c < count; c++)
        {
            var own = windows + (c * taps);
            float sum = 0;
            for (var tap = 0; tap < taps; tap++)
            {
                own[tap] = tap + 1 < taps ? own[tap + 1] : newest[c];
                sum += own[tap] * weights[((long)(channel + c) * taps) + tap];
            }

            newest[c] = sum;
        }

        Vectors<TLanes, TVector>.Silu(newest, null, count);
        Rows<TLanes, TVector>.Write(y, sequence, channel, count, newest);
        Rows<TLanes, TVector>.Write(window, sequence, channel * taps, count * taps, windows);
    }
}
