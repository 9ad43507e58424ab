using System.Runtime.InteropServices;
using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Recurrent;

/// <summary>What the heads of a group share in a chunked scan: C·Bᵀ of each chunk, C packed by rows, and B packed across tokens.</summary>
internal sealed unsafe class ScanGroups<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly Mamba2Operator op;
    private readonly NativeMatrix b;
    private readonly NativeMatrix c;
    private readonly NativeBuffer memory;
    private readonly NativeBuffer[] panels;
    private readonly NativeBuffer[] scratch;
    private readonly int rows;
    private readonly int width;

    internal ScanGroups(int workers, Mamba2Operator op, NativeMatrix b, NativeMatrix c, int chunk)
    {
        this.op = op;
        this.b = b;
        this.c = c;
        Chunk = chunk;
        Chunks = (op.Seq + chunk - 1) / chunk;
        rows = Packing<TLanes, TVector>.RoundUp(chunk, TLanes.TileRows);
        width = Packing<TLanes, TVector>.RoundUp(op.DState, TLanes.TileColumns);
        memory = new NativeBuffer(op.Batch * (long)Chunks * op.Groups * Floats * sizeof(float));
        panels = [.. Enumerable.Range(0, workers).Select(_ => new NativeBuffer((long)Packing<TLanes, TVector>.RoundUp(chunk, 32) * op.DState * sizeof(float)))];
        scratch = [.. Enumerable.Range(0, workers).Select(_ => new NativeBuffer(Packing<TLanes, TVector>.ScratchFloats * sizeof(float)))];
    }

    /// <summary>Tokens of a chunk, at most a tile's depth.</summary>
    internal int Chunk { get; }

    /// <summary>Chunks of a sequence.</summary>
    internal int Chunks { get; }

    /// <summary>Groups and chunks of all sequences.</summary>
    internal int Count => op.Batch * Chunks * op.Groups;

    private long Floats => (2L * rows * TileLayout.Stride) + ((long)width * Chunk);

    /// <summary>C·Bᵀ, a row per token every <see cref="TileLayout.Stride"/> elements.</summary>
    internal float* Products(int sequence, int chunk, int group) =>
        memory.Floats + (((((long)sequence * Chunks) + chunk) * op.Groups) + group) * Floats;

    /// <summary>C, a row per token every <see cref="TileLayout.Stride"/> elements.</summary>
    internal float* Reads(int sequence, int chunk, int group) => Products(sequence, chunk, group) + (rows * TileLayout.Stride);

    /// <summary>B in panels of the state's channels.</summary>
    internal float* Gains(int sequence, int chunk, int group) => Reads(sequence, chunk, group) + (rows * TileLayout.Stride);

    /// <summary>Computes what one group shares in one chunk.</summary>
    internal void Compute(int index, int worker)
    {
        int group = index % op.Groups, chunk = index / op.Groups % Chunks, sequence = index / op.Groups / Chunks;
        int first = chunk * Chunk, count = Math.Min(Chunk, op.Seq - first);
        float* products = Products(sequence, chunk, group), reads = Reads(sequence, chunk, group), gains = Gains(sequence, chunk, group);
        var rowsOfB = scratch[worker].Floats;
        for (var i = 0; i < count; i++)
            Rows<TLanes, TVector>.Read(c, Row(sequence, first + i, group), 0, op.DState, reads + (i * TileLayout.Stride));
        Packing<TLanes, TVector>.ClearRows(count, reads);
        NativeMemory.Clear(products, (nuint)(rows * TileLayout.Stride * sizeof(float)));
        for (var j = 0; j < count; j += TLanes.TileColumns)
        {
            for (var t = 0; t < TLanes.TileColumns; t++)
            {
                if (j + t < count)
                    Rows<TLanes, TVector>.Read(b, Row(sequence, first + j + t, group), 0, op.DState, rowsOfB + (t * TileLayout.Stride));
                else
                    NativeMemory.Clear(rowsOfB + (t * TileLayout.Stride), TileLayout.Stride * sizeof(float));
            }

            Packing<TLanes, TVector>.Transpose(rowsOfB, op.DState, panels[worker].Floats);
            for (var i = j / TLanes.TileRows * TLanes.TileRows; i < count; i += TLanes.TileRows)
            {
                TLanes.Tile(op.DState, reads + (i * TileLayout.Stride), panels[worker].Floats, products + (i * TileLayout.Stride) + j, TileLayout.Stride);
            }
        }

        for (var i = 0; i < count; i++)
        {
            Rows<TLanes, TVector>.Read(b, Row(sequence, first + i, group), 0, op.DState, rowsOfB);
            for (var n = op.DState; n < width; n++)
                rowsOfB[n] = 0;
            for (var n = 0; n < width; n += TLanes.TileColumns)
            {
                var bytes = TLanes.TileColumns * sizeof(float);
                Buffer.MemoryCopy(rowsOfB + n, gains + ((long)n * Chunk) + ((long)i * TLanes.TileColumns), bytes, bytes);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        memory.Dispose();
        foreach (var buffer in panels.Concat(scratch))
            buffer.Dispose();
    }

    private int Row(int sequence, int token, int group) => (((sequence * op.Seq) + token) * op.Groups) + group;
}
