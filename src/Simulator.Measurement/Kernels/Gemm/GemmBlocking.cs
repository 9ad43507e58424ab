namespace Simulator.Measurement.Kernels.Gemm;

/// <summary>How a product is cut: blocks of C that a worker computes over the whole reduction, and columns of B packed at a time.</summary>
/// <param name="Rows">Rows of a block, a multiple of the tile's.</param>
/// <param name="Columns">Columns of a block, a multiple of the tile's.</param>
/// <param name="PackedColumns">Columns of B packed at a time, a multiple of <paramref name="Columns"/>.</param>
internal readonly record struct GemmBlocking(int Rows, int Columns, int PackedColumns)
{
    private const int LargestRows = 96;
    private const int LargestColumns = 512;
    private const long LargestPackedFloats = 16 << 20;
    private const int BlocksPerWorker = 4;

    /// <summary>
    /// Blocks as large as 96 × 512 (their fp32 sums and a block of A stay in a 1 MiB cache), smaller where there would be fewer than four per worker.
    /// </summary>
    internal static GemmBlocking For(int m, int n, int k, int tileRows, int tileColumns, int workers)
    {
        var rows = Math.Min(LargestRows / tileRows * tileRows, Up(m, tileRows));
        var packed = (int)Math.Clamp(LargestPackedFloats / Math.Max(1, k) / tileColumns * tileColumns, tileColumns, Up(n, tileColumns));
        var columns = Math.Min(LargestColumns, packed);
        while (columns > 2 * tileColumns && (long)Blocks(m, rows) * Blocks(Math.Min(n, packed), columns) < BlocksPerWorker * workers)
            columns = Up(columns / 2, tileColumns);
        return new GemmBlocking(rows, columns, Math.Max(columns, packed / columns * columns));
    }

    private static int Up(int value, int multiple) => Blocks(value, multiple) * multiple;

    private static int Blocks(int value, int size) => (int)(((long)value + size - 1) / size);
}
