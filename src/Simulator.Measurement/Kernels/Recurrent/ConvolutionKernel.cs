using System.Runtime.CompilerServices;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Recurrent;

/// <summary>The causal convolution of a prompt with SiLU: blocks of tokens and channels, each row of x widened once per block.</summary>
internal sealed unsafe class ConvolutionKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Channels = 512;
    private const int Tokens = 64;
    private readonly Mamba2Operator op;
    private readonly NativeMatrix x;
    private readonly NativeMatrix y;
    private readonly NativeBuffer[] scratch;
    private readonly float[] weights;
    private readonly int across;
    private readonly int down;

    internal ConvolutionKernel(KernelContext context, Mamba2Operator op)
        : base(context)
    {
        this.op = op;
        across = (op.ConvChannels + Channels - 1) / Channels;
        down = (op.Seq + Tokens - 1) / Tokens;
        x = Input("x");
        y = Output("y", new NativeMatrix(op.Format, x.Rows, x.Columns, ScaleLayout.None));
        scratch = Scratch((long)(Tokens + (2 * op.DConv)) * (Channels + 16));
        weights = Inputs["weight"].Values();
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit channels";

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation) => Pool.Run(op.Batch * down * across, (part, worker) =>
        Block(part / across / down, part / across % down * Tokens, part % across * Channels, scratch[worker].Floats), cancellation);

    // The taps' weights, then the rows that the block reads.
    private void Block(int sequence, int token, int channel, float* taps)
    {
        const int stride = Channels + 16;
        int count = Math.Min(Tokens, op.Seq - token), width = Math.Min(Channels, op.ConvChannels - channel), history = op.DConv - 1;
        for (var tap = 0; tap < op.DConv; tap++)
        {
            for (var c = 0; c < width; c++)
                taps[(tap * stride) + c] = weights[((long)(channel + c) * op.DConv) + tap];
        }

        var rows = taps + (op.DConv * stride);
        for (var i = -history; i < count; i++)
        {
            var row = rows + ((i + history) * stride);
            if (token + i < 0)
                new Span<float>(row, width).Clear();
            else
                Rows<TLanes, TVector>.Read(x, (sequence * op.Seq) + token + i, channel, width, row);
        }

        for (var i = 0; i < count; i++)
        {
            var result = rows + (i * stride);
            Filter(taps, result, width);
            Vectors<TLanes, TVector>.Silu(result, null, width);
            Rows<TLanes, TVector>.Write(y, (sequence * op.Seq) + token + i, channel, width, result);
        }
    }

    // The oldest row is no longer needed and takes the result.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Filter(float* taps, float* rows, int width)
    {
        const int stride = Channels + 16;
        for (var c = 0; c < width; c += TLanes.Count)
        {
            var sum = TLanes.Zero;
            for (var tap = 0; tap < op.DConv; tap++)
                sum = TLanes.MultiplyAdd(TLanes.Load(taps + (tap * stride) + c), TLanes.Load(rows + (tap * stride) + c), sum);
            TLanes.Store(sum, rows + c);
        }
    }
}
