namespace Simulator.Measurement.Devices;

/// <summary>
/// Which elements of a matrix share a scale: blocks of <see cref="Rows"/> × <see cref="Columns"/>, the last ones cut where the matrix ends.
/// An element's value is its code's value times the scale of its block.
/// </summary>
/// <param name="Rows">Rows of a block; 0 for all of them.</param>
/// <param name="Columns">Columns of a block; 0 for all of them.</param>
/// <param name="Format">The format of a scale: <c>e8m0</c>, <c>e4m3</c>, <c>fp16</c>, <c>fp32</c>; empty where there are no scales.</param>
public readonly record struct ScaleLayout(int Rows, int Columns, string Format)
{
    /// <summary>No scales: codes are values.</summary>
    public static ScaleLayout None => new(0, 0, "");

    /// <summary>One fp32 scale for the whole matrix.</summary>
    public static ScaleLayout PerTensor => new(0, 0, "fp32");

    /// <summary>One fp32 scale per row.</summary>
    public static ScaleLayout PerRow => new(1, 0, "fp32");

    /// <summary>Whether there are scales.</summary>
    public bool HasScales => !string.IsNullOrEmpty(Format);

    /// <summary>Blocks down and across a matrix.</summary>
    /// <param name="rows">The matrix' rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <returns>The number of blocks each way; (0, 0) where there are no scales.</returns>
    public (int Down, int Across) Blocks(int rows, int columns) => HasScales
        ? (Rows == 0 ? 1 : (rows + Rows - 1) / Rows, Columns == 0 ? 1 : (columns + Columns - 1) / Columns)
        : (0, 0);

    /// <summary>Columns of a row that share a scale.</summary>
    /// <param name="columns">The matrix' columns.</param>
    /// <returns>All of them where there are no scales.</returns>
    public int Segment(int columns) => HasScales && Columns > 0 ? Math.Min(Columns, columns) : columns;

    /// <summary>The first block of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="across">Blocks across.</param>
    /// <returns>The block's place in row-major order of blocks.</returns>
    public int FirstBlock(int row, int across) => Rows == 0 ? 0 : row / Rows * across;

    /// <summary>The block that an element lies in.</summary>
    /// <param name="rows">The matrix' rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="row">The element's row.</param>
    /// <param name="column">The element's column.</param>
    /// <returns>The block's place in row-major order of blocks.</returns>
    public int Block(int rows, int columns, int row, int column) =>
        ((Rows == 0 ? 0 : row / Rows) * Blocks(rows, columns).Across) + (Columns == 0 ? 0 : column / Columns);
}
