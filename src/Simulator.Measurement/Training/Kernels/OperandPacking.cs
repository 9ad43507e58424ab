using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>Packs fp32 operands that lie either way in memory for tile products. Rows, columns and depths are multiples of 8.</summary>
internal static unsafe class OperandPacking<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Square = 8;

    /// <summary>
    /// Packs rows of A, <paramref name="depth"/> ≤ <see cref="TileLayout.Depth"/> elements each, one every <see cref="TileLayout.Stride"/> elements; rows that
    /// complete the last tile are zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows(Operand a, int row, int rows, int p, int depth, float* to)
    {
        for (var i = 0; i < rows && a.AlongRows; i++)
            new ReadOnlySpan<float>(a.At(row + i, p), depth).CopyTo(new Span<float>(to + (i * TileLayout.Stride), depth));
        for (var q = 0; q < depth && !a.AlongRows; q += Square)
        {
            for (var i = 0; i < rows; i += Square)
                TLanes.Transpose(a.At(row + i, p + q), a.Stride, to + (i * TileLayout.Stride) + q, TileLayout.Stride);
        }

        for (var i = rows; i % TLanes.TileRows != 0; i++)
            new Span<float>(to + (i * TileLayout.Stride), TileLayout.Stride).Clear();
    }

    /// <summary>Packs a panel of B, <paramref name="columns"/> of its tile's, over the whole reduction; columns that complete the tile are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Panel(Operand b, int column, int columns, int depth, float* to)
    {
        var width = TLanes.TileColumns;
        if (columns < width)
            new Span<float>(to, depth * width).Clear();
        if (b.AlongRows)
        {
            for (var p = 0; p < depth; p += Square)
            {
                for (var j = 0; j < columns; j += Square)
                    TLanes.Transpose(b.At(column + j, p), b.Stride, to + (p * width) + j, width);
            }

            return;
        }

        for (var p = 0; p < depth; p++)
        {
            var from = b.At(column, p);
            for (var j = 0; j < columns; j += TLanes.Count)
                TLanes.Store(TLanes.Load(from + j), to + (p * width) + j);
        }
    }
}
