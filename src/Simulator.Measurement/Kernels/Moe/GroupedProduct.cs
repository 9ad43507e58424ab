using System.Runtime.InteropServices;
using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Kernels.Moe;

/// <summary>
/// Products of one shape but for their rows: the rows of each expert times its weights. A part is 64 output features of one expert; it packs their weights,
/// or reads them once where the expert has few rows.
/// </summary>
internal sealed unsafe class GroupedProduct<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Features = 64;
    private const int FewRows = 8;
    private const int RowBlock = 96;
    private readonly WorkerPool pool;
    private readonly NativeMatrix weights;
    private readonly int features;
    private readonly NativeBuffer[] panels;
    private readonly NativeBuffer[] scratch;
    private readonly NativeBuffer[] rows;
    private readonly NativeBuffer[] sums;

    /// <summary>Prepares products with weights whose rows are experts × features.</summary>
    internal GroupedProduct(WorkerPool pool, NativeMatrix weights, int features)
    {
        this.pool = pool;
        this.weights = weights;
        this.features = features;
        panels = Buffers(Features * (long)weights.Columns);
        scratch = Buffers(Math.Max(Packing<TLanes, TVector>.ScratchFloats, weights.Columns + 16));
        rows = Buffers(RowBlock * TileLayout.Stride);
        sums = Buffers(RowBlock * (Features + 16L));
    }

    /// <summary>to[slot, feature] for every slot; strides in elements.</summary>
    internal void Run(float* from, long fromStride, float* to, long toStride, int[] offsets, CancellationToken cancellation)
    {
        var across = (features + Features - 1) / Features;
        pool.Run((offsets.Length - 1) * across, (part, worker) =>
        {
            int expert = part / across, feature = part % across * Features, first = offsets[expert], count = offsets[expert + 1] - first;
            var width = Math.Min(Features, features - feature);
            float* source = from + (first * fromStride), target = to + (first * toStride) + feature;
            if (count > FewRows)
                Many((expert * features) + feature, width, source, fromStride, count, target, toStride, worker);
            else if (count > 0)
                Few((expert * features) + feature, width, source, fromStride, count, target, toStride, worker);
        }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in panels.Concat(scratch).Concat(rows).Concat(sums))
            buffer.Dispose();
    }

    private NativeBuffer[] Buffers(long floats) => [.. Enumerable.Range(0, pool.Workers).Select(_ => new NativeBuffer(floats * sizeof(float)))];

    private void Few(int row, int width, float* from, long fromStride, int count, float* to, long toStride, int worker)
    {
        var weight = scratch[worker].Floats;
        for (var j = 0; j < width; j++)
        {
            Rows<TLanes, TVector>.Read(weights, row + j, 0, weights.Columns, weight);
            for (var i = 0; i < count; i++)
                to[(i * toStride) + j] = Vectors<TLanes, TVector>.Dot(weight, from + (i * fromStride), weights.Columns);
        }
    }

    private void Many(int row, int width, float* from, long fromStride, int count, float* to, long toStride, int worker)
    {
        float* packed = panels[worker].Floats, left = rows[worker].Floats, sum = sums[worker].Floats;
        for (var j = 0; j < width; j += TLanes.TileColumns)
        {
            Packing<TLanes, TVector>.Transposed(weights, row + j, Math.Min(TLanes.TileColumns, width - j), 0, weights.Columns, scratch[worker].Floats,
                packed + ((long)j * weights.Columns));
        }

        for (var first = 0; first < count; first += RowBlock)
        {
            var block = Math.Min(RowBlock, count - first);
            NativeMemory.Clear(sum, RowBlock * (Features + 16) * sizeof(float));
            for (var p = 0; p < weights.Columns; p += TileLayout.Depth)
            {
                var depth = Math.Min(TileLayout.Depth, weights.Columns - p);
                for (var i = 0; i < block; i++)
                    Buffer.MemoryCopy(from + ((first + i) * fromStride) + p, left + (i * TileLayout.Stride), depth * sizeof(float), depth * sizeof(float));
                Packing<TLanes, TVector>.ClearRows(block, left);
                for (var j = 0; j < width; j += TLanes.TileColumns)
                {
                    for (var i = 0; i < block; i += TLanes.TileRows)
                    {
                        TLanes.Tile(depth, left + (i * TileLayout.Stride), packed + ((long)j * weights.Columns) + ((long)p * TLanes.TileColumns),
                            sum + (i * (Features + 16)) + j, Features + 16);
                    }
                }
            }

            for (var i = 0; i < block; i++)
                Buffer.MemoryCopy(sum + (i * (Features + 16)), to + ((first + i) * toStride), width * sizeof(float), width * sizeof(float));
        }
    }
}
