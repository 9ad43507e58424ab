using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Kernels.Gemm;

/// <summary>Packs operands for tile products, widening them to fp32 on the way.</summary>
internal static unsafe class Packing<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Elements of scratch memory that packing a panel of B takes.</summary>
    internal static int ScratchFloats => RoundUp(TLanes.TileColumns, 8) * TileLayout.Stride;

    /// <summary>
    /// Packs rows of A, <paramref name="depth"/> ≤ <see cref="TileLayout.Depth"/> elements from <paramref name="column"/>, one every
    /// <see cref="TileLayout.Stride"/> elements; rows that complete the last tile are zero.
    /// </summary>
    internal static void RowsOfA(NativeMatrix a, int row, int rows, int column, int depth, float* to)
    {
        for (var i = 0; i < rows; i++)
            Rows<TLanes, TVector>.Read(a, row + i, column, depth, to + (i * TileLayout.Stride));
        ClearRows(rows, to);
    }

    /// <summary>Clears the rows that complete the last tile.</summary>
    internal static void ClearRows(int rows, float* to)
    {
        for (var i = rows; i < RoundUp(rows, TLanes.TileRows); i++)
            NativeMemory.Clear(to + (i * TileLayout.Stride), TileLayout.Stride * sizeof(float));
    }

    /// <summary>
    /// Packs a panel of B given by rows along the reduction (an output feature's weights, a key): element (p, j) of the panel is element
    /// <paramref name="column"/> + p of row <paramref name="row"/> + j; columns beyond <paramref name="rows"/> are zero.
    /// </summary>
    internal static void Transposed(NativeMatrix b, int row, int rows, int column, int depth, float* scratch, float* to)
    {
        var columns = TLanes.TileColumns;
        for (var done = 0; done < depth; done += TileLayout.Depth)
        {
            var part = Math.Min(TileLayout.Depth, depth - done);
            for (var j = 0; j < columns; j++)
            {
                if (j < rows)
                    Rows<TLanes, TVector>.Read(b, row + j, column + done, part, scratch + (j * TileLayout.Stride));
                else
                    NativeMemory.Clear(scratch + (j * TileLayout.Stride), TileLayout.Stride * sizeof(float));
            }

            Transpose(scratch, part, to + ((long)done * columns));
        }
    }

    /// <summary>
    /// Packs a panel of B given by rows across the reduction (values of a token): element (p, j) is element <paramref name="column"/> + j of row p.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Direct(NativeMatrix b, int row, int depth, int column, int count, float* to)
    {
        var columns = TLanes.TileColumns;
        for (var p = 0; p < depth; p++, to += columns)
        {
            Rows<TLanes, TVector>.Read(b, row + p, column, count, to);
            for (var j = count; j < columns; j++)
                to[j] = 0;
        }
    }

    /// <summary>Transposes scratch rows, one every <see cref="TileLayout.Stride"/> elements, into a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(float* scratch, int depth, float* to)
    {
        var columns = TLanes.TileColumns;
        var whole = depth - (depth % 8);
        for (var p = 0; p < whole; p += 8)
        {
            for (var j = 0; j < columns; j += 8)
                TLanes.Transpose(scratch + (j * TileLayout.Stride) + p, TileLayout.Stride, to + ((long)p * columns) + j, columns);
        }

        for (var p = whole; p < depth; p++)
        {
            for (var j = 0; j < columns; j++)
                to[((long)p * columns) + j] = scratch[(j * TileLayout.Stride) + p];
        }
    }

    /// <summary>The next multiple.</summary>
    internal static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
