using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Streaming;

/// <summary>Draws a token per row of logits: softmax, then the first token whose cumulated probability exceeds the row's random number.</summary>
internal sealed unsafe class SampleKernel<TLanes, TVector> : RowKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Block = 1024;
    private readonly SampleOperator op;
    private readonly NativeMatrix logits;
    private readonly NativeMatrix token;
    private readonly NativeMatrix logSum;
    private readonly float[] uniform;

    internal SampleKernel(KernelContext context, SampleOperator op)
        : base(context, op.Tokens, op.Vocab, op.Vocab)
    {
        this.op = op;
        logits = Input("logits");
        uniform = Inputs["u"].Values();
        token = Output("token", new NativeMatrix(NumberFormats.Fp32, 1, op.Tokens, ScaleLayout.None));
        logSum = Output("log_sum", new NativeMatrix(NumberFormats.Fp32, 1, op.Tokens, ScaleLayout.None));
    }

    private protected override void Row(int row, float* scratch)
    {
        Rows<TLanes, TVector>.Read(logits, row, 0, op.Vocab, scratch);
        var largest = Vectors<TLanes, TVector>.Largest(scratch, op.Vocab);
        double total = 0;
        for (var first = 0; first < op.Vocab; first += Block)
            total += Vectors<TLanes, TVector>.Exponentials(scratch + first, Math.Min(Block, op.Vocab - first), 1, largest);
        ((float*)logSum.Row(0))[row] = (float)(Math.Log(total) + largest);
        ((float*)token.Row(0))[row] = Choose(scratch, uniform[row] * total);
    }

    private int Choose(float* weights, double wanted)
    {
        double before = 0;
        for (var first = 0; first < op.Vocab; first += Block)
        {
            var count = Math.Min(Block, op.Vocab - first);
            var block = Vectors<TLanes, TVector>.Sum(weights + first, count);
            if (before + block <= wanted && first + count < op.Vocab)
            {
                before += block;
                continue;
            }

            for (var i = first; i < first + count; i++)
            {
                before += weights[i];
                if (before > wanted)
                    return i;
            }
        }

        return op.Vocab - 1;
    }
}
