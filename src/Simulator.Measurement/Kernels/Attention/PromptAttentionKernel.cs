using System.Runtime.InteropServices;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Kernels.Attention;

/// <summary>
/// Attention of many queries. Workers first pack keys and values; then each takes 96 queries of a head and goes through the keys it sees 256 at a time,
/// keeping the running maximum and sum of the softmax (Dao et al., "FlashAttention", 2022), so that scores never leave the cache.
/// </summary>
internal sealed unsafe class PromptAttentionKernel<TLanes, TVector> : ProcessorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int QueryBlock = 96;
    private const int KeyBlock = TileLayout.Depth;
    private readonly PromptShape shape;
    private readonly NativeMatrix q;
    private readonly NativeMatrix o;
    private readonly PackedCache<TLanes, TVector> cache;
    private readonly NativeBuffer[] queries;
    private readonly NativeBuffer[] scores;
    private readonly NativeBuffer[] sums;
    private readonly NativeBuffer[] rows;

    internal PromptAttentionKernel(KernelContext context, PromptShape shape, AttentionPrecision precision)
        : base(context)
    {
        this.shape = shape;
        q = Input("q");
        o = Output("o", new NativeMatrix(OperandLayouts.Queries(precision), q.Rows, shape.Width, ScaleLayout.None));
        cache = Own(new PackedCache<TLanes, TVector>(Pool, Input("k"), Input("v"), shape.Tokens));
        queries = Scratch((long)Depths * QueryBlock * TileLayout.Stride);
        scores = Scratch(QueryBlock * TileLayout.Stride);
        sums = Scratch((long)QueryBlock * SumStride);
        rows = Scratch((2 * QueryBlock) + Packing<TLanes, TVector>.RoundUp(shape.Width, 16) + 16);
    }

    /// <inheritdoc/>
    public override string Implementation => $"{32 * TLanes.Count}-bit tiles {TLanes.TileRows}x{TLanes.TileColumns}, {QueryBlock} queries by {KeyBlock} keys";

    private int Depths => (shape.Width + TileLayout.Depth - 1) / TileLayout.Depth;

    private int SumStride => Packing<TLanes, TVector>.RoundUp(shape.Width, TLanes.TileColumns) + 16;

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellation)
    {
        cache.Pack(cancellation);
        var blocks = (shape.Queries + QueryBlock - 1) / QueryBlock;
        Pool.Run(shape.Batch * shape.Heads * blocks, (part, worker) =>
        {
            // The last queries of a causal attention see the most keys: they go first.
            var block = blocks - 1 - (part % blocks);
            Block(part / blocks, block * QueryBlock, Math.Min(QueryBlock, shape.Queries - (block * QueryBlock)), worker);
        }, cancellation);
    }

    private void Block(int head, int first, int count, int worker)
    {
        float* sum = sums[worker].Floats, largest = rows[worker].Floats, total = largest + QueryBlock, row = total + QueryBlock;
        PackQueries(head, first, count, queries[worker].Floats, row);
        NativeMemory.Clear(sum, (nuint)(QueryBlock * SumStride * sizeof(float)));
        for (var i = 0; i < count; i++)
        {
            largest[i] = float.NegativeInfinity;
            total[i] = 0;
        }

        var unit = (head / shape.Heads * shape.KvHeads) + (head % shape.Heads / (shape.Heads / shape.KvHeads));
        var end = shape.End(first + count - 1);
        for (var key = shape.First(first) / TLanes.TileColumns * TLanes.TileColumns; key < end; key += KeyBlock)
        {
            var keys = Math.Min(KeyBlock, end - key);
            Scores(unit, key, keys, count, worker);
            for (var i = 0; i < count; i++)
                Softmax(scores[worker].Floats + (i * TileLayout.Stride), first + i, key, keys, ref largest[i], ref total[i], sum + (i * SumStride));
            Weigh(unit, key, keys, count, worker);
        }

        for (var i = 0; i < count; i++)
        {
            Vectors<TLanes, TVector>.Scale(sum + (i * SumStride), 1 / total[i], shape.Width);
            Rows<TLanes, TVector>.Write(o, (head * shape.Queries) + first + i, 0, shape.Width, sum + (i * SumStride));
        }
    }

    private void PackQueries(int head, int first, int count, float* to, float* row)
    {
        var scale = 1 / MathF.Sqrt(shape.Width);
        for (var i = 0; i < count; i++)
        {
            Rows<TLanes, TVector>.Read(q, (head * shape.Queries) + first + i, 0, shape.Width, row);
            Vectors<TLanes, TVector>.Scale(row, scale, shape.Width);
            for (var depth = 0; depth < Depths; depth++)
            {
                var from = depth * TileLayout.Depth;
                var bytes = Math.Min(TileLayout.Depth, shape.Width - from) * sizeof(float);
                Buffer.MemoryCopy(row + from, to + (((depth * QueryBlock) + i) * TileLayout.Stride), bytes, bytes);
            }
        }

        for (var depth = 0; depth < Depths; depth++)
            Packing<TLanes, TVector>.ClearRows(count, to + (depth * QueryBlock * TileLayout.Stride));
    }

    private void Scores(int unit, int key, int keys, int count, int worker)
    {
        float* score = scores[worker].Floats, packed = queries[worker].Floats;
        NativeMemory.Clear(score, QueryBlock * TileLayout.Stride * sizeof(float));
        for (var j = 0; j < keys; j += TLanes.TileColumns)
        {
            var panel = cache.Keys(unit, key + j);
            for (var depth = 0; depth < Depths; depth++)
            {
                var from = depth * TileLayout.Depth;
                for (var i = 0; i < count; i += TLanes.TileRows)
                {
                    TLanes.Tile(Math.Min(TileLayout.Depth, shape.Width - from), packed + (((depth * QueryBlock) + i) * TileLayout.Stride),
                        panel + (from * TLanes.TileColumns), score + (i * TileLayout.Stride) + j, TileLayout.Stride);
                }
            }
        }
    }

    private void Softmax(float* score, int query, int key, int keys, ref float largest, ref float total, float* sum)
    {
        int first = Math.Clamp(shape.First(query) - key, 0, keys), end = Math.Clamp(shape.End(query) - key, 0, keys);
        if (first < end)
        {
            for (var j = 0; j < first; j++)
                score[j] = float.NegativeInfinity;
            var now = MathF.Max(largest, Vectors<TLanes, TVector>.Largest(score + first, end - first));
            var weight = Vectors<TLanes, TVector>.Exponentials(score, end, 1, now);
            if (now > largest)
            {
                var shrink = MathF.Exp(largest - now);
                total *= shrink;
                Vectors<TLanes, TVector>.Scale(sum, shrink, shape.Width);
            }

            largest = now;
            total += weight;
        }
        else
        {
            end = 0;
        }

        for (var j = end; j < keys; j++)
            score[j] = 0;
    }

    private void Weigh(int unit, int key, int keys, int count, int worker)
    {
        for (var j = 0; j < shape.Width; j += TLanes.TileColumns)
        {
            var panel = cache.Values(unit, j, key);
            for (var i = 0; i < count; i += TLanes.TileRows)
                TLanes.Tile(keys, scores[worker].Floats + (i * TileLayout.Stride), panel, sums[worker].Floats + (i * SumStride) + j, SumStride);
        }
    }
}
