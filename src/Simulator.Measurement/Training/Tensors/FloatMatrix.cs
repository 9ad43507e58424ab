using Simulator.Measurement.Kernels.Memory;

namespace Simulator.Measurement.Training.Tensors;

/// <summary>A matrix of fp32 in native memory, row after row. Columns are a multiple of 16, so that vectors of every width fit.</summary>
internal sealed unsafe class FloatMatrix : IDisposable
{
    /// <summary>What columns, and rows of operands, are a multiple of.</summary>
    internal const int Multiple = 16;

    private readonly NativeBuffer buffer;

    /// <summary>Allocates a matrix of zeros.</summary>
    internal FloatMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns % Multiple, 0, nameof(columns));
        (Rows, Columns) = (rows, columns);
        buffer = new NativeBuffer((long)rows * columns * sizeof(float));
        Clear();
    }

    internal int Rows { get; }

    internal int Columns { get; }

    internal int Count => Rows * Columns;

    internal float* Data => buffer.Floats;

    internal Span<float> Values => new(Data, Count);

    internal float* Row(int row) => Data + ((long)row * Columns);

    internal void Clear() => buffer.Fill(0);

    /// <summary>The matrix as an operand whose results are its rows: the reduction runs along them.</summary>
    internal Operand ByRows => new(Data, Columns, true);

    /// <summary>The matrix as an operand whose results are its columns: the reduction runs across the rows.</summary>
    internal Operand ByColumns => new(Data, Columns, false);

    /// <inheritdoc/>
    public void Dispose() => buffer.Dispose();
}
