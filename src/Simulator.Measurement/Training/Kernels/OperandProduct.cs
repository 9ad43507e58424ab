using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Gemm;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>
/// C[i, j] = Σ_p A(i, p)·B(j, p) in fp32 with operands that lie either way: the packed tile products of the processor's GEMM, blocked as there
/// (<see cref="GemmBlocking"/>). Every sum runs over p in order, 256 elements at a time, whatever the number of threads: the same operands give the same bits.
/// Sizes are multiples of 16.
/// </summary>
internal sealed unsafe class OperandProduct<TLanes, TVector>(WorkerPool pool, ProductScratch[] scratch)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Multiplies on all workers.</summary>
    internal void Run(Operand a, Operand b, int m, int n, int k, float* c)
    {
        var blocking = GemmBlocking.For(m, n, k, TLanes.TileRows, TLanes.TileColumns, pool.Workers);
        var right = scratch[0].Right((long)Blocks(n, TLanes.TileColumns) * TLanes.TileColumns * k);
        pool.Run(Blocks(n, TLanes.TileColumns), (panel, _) =>
        {
            var column = panel * TLanes.TileColumns;
            OperandPacking<TLanes, TVector>.Panel(b, column, Math.Min(TLanes.TileColumns, n - column), k, right + ((long)column * k));
        });
        var across = Blocks(n, blocking.Columns);
        pool.Run(Blocks(m, blocking.Rows) * across, (block, worker) =>
        {
            int row = block / across * blocking.Rows, column = block % across * blocking.Columns;
            Block(a, row, Math.Min(blocking.Rows, m - row), right, column, Math.Min(blocking.Columns, n - column), k, c, n, scratch[worker]);
        });
    }

    /// <summary>Multiplies on one worker, without the others.</summary>
    internal static void RunAlone(Operand a, Operand b, int m, int n, int k, float* c, int stride, ProductScratch scratch)
    {
        var right = scratch.Right((long)Blocks(n, TLanes.TileColumns) * TLanes.TileColumns * k);
        for (var j = 0; j < n; j += TLanes.TileColumns)
            OperandPacking<TLanes, TVector>.Panel(b, j, Math.Min(TLanes.TileColumns, n - j), k, right + ((long)j * k));
        var blocking = GemmBlocking.For(m, n, k, TLanes.TileRows, TLanes.TileColumns, 1);
        for (var i = 0; i < m; i += blocking.Rows)
            Block(a, i, Math.Min(blocking.Rows, m - i), right, 0, n, k, c, stride, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(Operand a, int row, int rows, float* right, int column, int columns, int k, float* c, int stride, ProductScratch scratch)
    {
        int tall = Blocks(rows, TLanes.TileRows) * TLanes.TileRows, wide = Blocks(columns, TLanes.TileColumns) * TLanes.TileColumns;
        var sumStride = wide + 16;
        float* left = scratch.Left((long)tall * TileLayout.Stride), sum = scratch.Sums((long)tall * sumStride);
        new Span<float>(sum, tall * sumStride).Clear();
        for (var p = 0; p < k; p += TileLayout.Depth)
        {
            var depth = Math.Min(TileLayout.Depth, k - p);
            OperandPacking<TLanes, TVector>.Rows(a, row, rows, p, depth, left);
            for (var j = 0; j < columns; j += TLanes.TileColumns)
            {
                var panel = right + ((long)(column + j) * k) + ((long)p * TLanes.TileColumns);
                for (var i = 0; i < rows; i += TLanes.TileRows)
                    TLanes.Tile(depth, left + (i * TileLayout.Stride), panel, sum + (i * sumStride) + j, sumStride);
            }
        }

        for (var i = 0; i < rows; i++)
            new ReadOnlySpan<float>(sum + (i * sumStride), columns).CopyTo(new Span<float>(c + ((long)(row + i) * stride) + column, columns));
    }

    private static int Blocks(int value, int size) => (value + size - 1) / size;
}
