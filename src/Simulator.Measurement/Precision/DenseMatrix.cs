namespace Simulator.Measurement.Precision;

/// <summary>A matrix of real numbers, row after row.</summary>
/// <param name="Rows">Rows, at least 1.</param>
/// <param name="Columns">Columns, at least 1.</param>
/// <param name="Values">Rows · Columns values.</param>
public sealed record DenseMatrix(int Rows, int Columns, float[] Values)
{
    /// <summary>One row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>Its values.</returns>
    public Span<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The first rows.</summary>
    /// <param name="rows">How many at most.</param>
    /// <returns>A matrix of its own.</returns>
    public DenseMatrix First(int rows) => rows >= Rows ? this : new DenseMatrix(rows, Columns, Values[..(rows * Columns)]);

    /// <summary>The largest magnitude of each column.</summary>
    /// <returns>A value per column.</returns>
    public float[] ColumnMaxima()
    {
        var largest = new float[Columns];
        for (var i = 0; i < Values.Length; i++)
            largest[i % Columns] = MathF.Max(largest[i % Columns], MathF.Abs(Values[i]));
        return largest;
    }
}
