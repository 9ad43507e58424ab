using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Simulator.Exploration.Answers;

/// <summary>Rows of running sums, each a <see cref="DoubleDouble"/> per column, of which four columns are added to at once.</summary>
internal sealed class ColumnSums
{
    private readonly int columns;
    private readonly double[] high;
    private readonly double[] low;

    internal ColumnSums(int rows, int columns)
    {
        this.columns = Padded(columns);
        high = new double[rows * this.columns];
        low = new double[rows * this.columns];
    }

    /// <summary>The length of the spans that are added: the columns, up to a multiple of four.</summary>
    internal static int Padded(int columns) => (columns + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;

    internal DoubleDouble this[int row, int column] => new(high[row * columns + column], low[row * columns + column]);

    /// <summary>Adds one value to each column of a row.</summary>
    internal void Add(int row, ReadOnlySpan<double> values) => Add(row, values, []);

    /// <summary>Adds values with what their rounding lost.</summary>
    internal void Add(int row, ReadOnlySpan<double> values, ReadOnlySpan<double> lost)
    {
        ref var highs = ref MemoryMarshal.GetReference(high.AsSpan(row * columns, columns));
        ref var lows = ref MemoryMarshal.GetReference(low.AsSpan(row * columns, columns));
        for (var c = 0; c < columns; c += Vector256<double>.Count)
        {
            var (value, old) = (Vector256.Create(values[c..]), Vector256.LoadUnsafe(ref highs, (nuint)c));
            var sum = old + value;
            var second = sum - old;
            var error = (old - (sum - second)) + (value - second);
            var rest = Vector256.LoadUnsafe(ref lows, (nuint)c) + error;
            rest = lost.IsEmpty ? rest : rest + Vector256.Create(lost[c..]);
            var normal = sum + rest;
            normal.StoreUnsafe(ref highs, (nuint)c);
            (rest - (normal - sum)).StoreUnsafe(ref lows, (nuint)c);
        }
    }

    internal void Add(ColumnSums other)
    {
        for (var i = 0; i < high.Length; i++)
        {
            (high[i], low[i]) = new DoubleDouble(high[i], low[i]) + new DoubleDouble(other.high[i], other.low[i]);
        }
    }
}
