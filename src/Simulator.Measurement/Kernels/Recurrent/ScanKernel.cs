using System.Runtime.InteropServices;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Recurrent;

/// <summary>
/// The scan of a prompt in chunks (Dao and Gu, "Transformers are SSMs", 2024, section 6). A first loop computes C·Bᵀ per chunk and group; then each worker
/// goes through the chunks of a head: within a chunk (C·Bᵀ ∘ decay)·x, from the chunks before it C·h, and the state at the chunk's end.
/// </summary>
internal sealed unsafe class ScanKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly Mamba2Operator op;
    private readonly ScanGroups<TLanes, TVector> groups;
    private readonly ScanScratch[] scratch;
    private readonly NativeMatrix x;
    private readonly NativeMatrix y;
    private readonly NativeMatrix state;
    private readonly float[] dt;
    private readonly float[] decay;
    private readonly float[] skip;

    internal ScanKernel(KernelContext context, Mamba2Operator op)
        : base(context)
    {
        this.op = op;
        x = Input("x");
        y = Output("y", new NativeMatrix(op.Format, x.Rows, x.Columns, ScaleLayout.None));
        state = Output("state", new NativeMatrix(op.StateFormat, op.Batch * op.Heads * op.HeadDim, op.DState, ScaleLayout.None));
        groups = Own(new ScanGroups<TLanes, TVector>(Pool.Workers, op, Input("b"), Input("c"), Math.Min(op.Chunk, TileLayout.Depth)));
        scratch = [.. Enumerable.Range(0, Pool.Workers).Select(_ => Own(new ScanScratch(groups.Chunk, op.HeadDim, op.DState)))];
        dt = Inputs["dt"].Values();
        decay = Inputs["decay"].Values();
        skip = Inputs["skip"].Values();
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit tiles {TLanes.TileRows}x{TLanes.TileColumns}, chunks of {groups.Chunk}";

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        Pool.Run(groups.Count, groups.Compute, cancellation);
        Pool.Run(op.Batch * op.Heads, (head, worker) => Head(head / op.Heads, head % op.Heads, scratch[worker]), cancellation);
    }

    private void Head(int sequence, int head, ScanScratch s)
    {
        var group = head / Math.Max(1, op.Heads / op.Groups);
        s.ClearState();
        for (var chunk = 0; chunk < groups.Chunks; chunk++)
        {
            int first = chunk * groups.Chunk, count = Math.Min(groups.Chunk, op.Seq - first);
            Load(sequence, head, first, count, s);
            Within(groups.Products(sequence, chunk, group), count, s);
            if (chunk > 0)
                Before(groups.Reads(sequence, chunk, group), count, s);
            for (var i = 0; i < count; i++)
            {
                Vectors<TLanes, TVector>.AddScaled(s.Results + (i * s.Stride), skip[head], s.Values + (i * s.Stride), op.HeadDim);
                Rows<TLanes, TVector>.Write(y, Row(sequence, first + i, head), 0, op.HeadDim, s.Results + (i * s.Stride));
            }

            Advance(groups.Gains(sequence, chunk, group), count, s);
        }

        for (var p = 0; p < op.HeadDim; p++)
            Rows<TLanes, TVector>.Write(state, (((sequence * op.Heads) + head) * op.HeadDim) + p, 0, op.DState, s.State + (p * TileLayout.Stride));
    }

    private int Row(int sequence, int token, int head) => (((sequence * op.Seq) + token) * op.Heads) + head;

    // x by rows and in panels of its channels; the steps and the decay from the chunk's start to each token.
    private void Load(int sequence, int head, int first, int count, ScanScratch s)
    {
        float sum = 0;
        for (var i = 0; i < count; i++)
        {
            var row = Row(sequence, first + i, head);
            var values = s.Values + (i * s.Stride);
            Rows<TLanes, TVector>.Read(x, row, 0, op.HeadDim, values);
            for (var p = op.HeadDim; p < s.Width; p++)
                values[p] = 0;
            for (var p = 0; p < s.Width; p += TLanes.TileColumns)
            {
                var bytes = TLanes.TileColumns * sizeof(float);
                Buffer.MemoryCopy(values + p, s.Panels + ((long)p * groups.Chunk) + (i * TLanes.TileColumns), bytes, bytes);
            }

            sum += dt[row] * decay[head];
            s.Steps[i] = dt[row];
            s.Decays[i] = sum;
        }
    }

    private void Within(float* products, int count, ScanScratch s)
    {
        var weights = s.Weights;
        NativeMemory.Clear(s.Results, (nuint)(s.Rows * s.Stride * sizeof(float)));
        for (var i = 0; i < count; i++)
        {
            var row = weights + (i * TileLayout.Stride);
            for (var j = 0; j <= i; j++)
                row[j] = s.Decays[j];
            Vectors<TLanes, TVector>.Exponentials(row, i + 1, -1, -s.Decays[i]);
            for (var j = 0; j <= i; j++)
                row[j] *= products[(i * TileLayout.Stride) + j] * s.Steps[j];
            for (var j = i + 1; j < count; j++)
                row[j] = 0;
        }

        Packing<TLanes, TVector>.ClearRows(count, weights);
        for (var p = 0; p < s.Width; p += TLanes.TileColumns)
        {
            for (var i = 0; i < count; i += TLanes.TileRows)
            {
                TLanes.Tile(Math.Min(count, i + TLanes.TileRows), weights + (i * TileLayout.Stride), s.Panels + ((long)p * groups.Chunk),
                    s.Results + (i * s.Stride) + p, s.Stride);
            }
        }
    }

    private void Before(float* reads, int count, ScanScratch s)
    {
        NativeMemory.Clear(s.Carried, (nuint)(s.Rows * s.Stride * sizeof(float)));
        for (var p = 0; p < s.Width; p += TLanes.TileColumns)
        {
            Packing<TLanes, TVector>.Transpose(s.State + (p * TileLayout.Stride), op.DState, s.StatePanel);
            for (var i = 0; i < count; i += TLanes.TileRows)
                TLanes.Tile(op.DState, reads + (i * TileLayout.Stride), s.StatePanel, s.Carried + (i * s.Stride) + p, s.Stride);
        }

        for (var i = 0; i < count; i++)
            Vectors<TLanes, TVector>.AddScaled(s.Results + (i * s.Stride), MathF.Exp(s.Decays[i]), s.Carried + (i * s.Stride), op.HeadDim);
    }

    private void Advance(float* gains, int count, ScanScratch s)
    {
        var last = s.Decays[count - 1];
        var weights = s.Weights;
        for (var p = 0; p < op.HeadDim; p++)
            Vectors<TLanes, TVector>.Scale(s.State + (p * TileLayout.Stride), MathF.Exp(last), op.DState);
        for (var i = 0; i < count; i++)
        {
            var weight = MathF.Exp(last - s.Decays[i]) * s.Steps[i];
            for (var p = 0; p < op.HeadDim; p++)
                weights[(p * TileLayout.Stride) + i] = weight * s.Values[(i * s.Stride) + p];
        }

        Packing<TLanes, TVector>.ClearRows(op.HeadDim, weights);
        for (var n = 0; n < op.DState; n += TLanes.TileColumns)
        {
            var panel = gains + ((long)n * groups.Chunk);
            for (var p = 0; p < op.HeadDim; p += TLanes.TileRows)
                TLanes.Tile(count, weights + (p * TileLayout.Stride), panel, s.State + (p * TileLayout.Stride) + n, TileLayout.Stride);
        }
    }
}
