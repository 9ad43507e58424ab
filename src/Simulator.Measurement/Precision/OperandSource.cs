using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Precision;

/// <summary>Reads or draws the operands of a product: some rows of each, over the whole of k.</summary>
public static class OperandSource
{
    /// <summary>The most values of one operand.</summary>
    public const long LargestOperand = 1L << 26;

    /// <summary>The most multiply-adds of the product that is computed for each format.</summary>
    public const long LargestProduct = 1L << 32;

    /// <summary>Refuses a product that would take too long.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="k">Length of the sums.</param>
    /// <exception cref="InputException">There are more multiply-adds than <see cref="LargestProduct"/>.</exception>
    public static void Check(int rows, int columns, int k)
    {
        if ((double)rows * columns * k > LargestProduct)
            throw new InputException($"{rows} x {columns} results over k = {k} for each format; accepted: at most {LargestProduct} multiply-adds");
    }

    /// <summary>Gives an operand.</summary>
    /// <param name="source">A name of <see cref="ValueDistribution.Names"/>, or the path of an array file (it ends in <c>.npy</c>).</param>
    /// <param name="rows">Rows at most; a file may have fewer.</param>
    /// <param name="columns">k.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <param name="operand">The number of the operand.</param>
    /// <returns>The operand.</returns>
    /// <exception cref="InputException">The source is unknown, the file has another k or holds zeros alone, or the operand is too large.</exception>
    public static DenseMatrix Read(string source, int rows, int columns, ulong seed, int operand)
    {
        if ((long)rows * columns > LargestOperand)
            throw new InputException($"{rows} rows of k = {columns}; accepted: at most {LargestOperand} values, with a smaller --sample");
        if (!source.EndsWith(".npy", StringComparison.Ordinal))
            return ValueDistribution.Draw(source, rows, columns, seed, operand);
        var matrix = NpyFile.Read(source);
        if (matrix.Columns != columns)
            throw new InputException($"its last dimension is {matrix.Columns}, the shape says k={columns}; accepted: the same", source);
        var first = matrix.First(rows);
        return first.Values.Any(v => v != 0) ? first : throw new InputException($"its first {first.Rows} rows are all 0; accepted: other values", source);
    }
}
