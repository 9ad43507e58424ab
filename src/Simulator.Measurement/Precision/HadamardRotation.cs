using Simulator.Measurement.Devices.Inputs;

namespace Simulator.Measurement.Precision;

/// <summary>An orthogonal matrix of random signs and Hadamard blocks, applied along rows in double precision.</summary>
public sealed class HadamardRotation
{
    private const int Stream = 2000;
    private readonly int[] signs;

    /// <summary>Draws the signs.</summary>
    /// <param name="columns">The length of the rows.</param>
    /// <param name="seed">The seed.</param>
    public HadamardRotation(int columns, ulong seed)
    {
        var random = new RandomValues(seed, Stream);
        signs = new int[columns];
        for (var i = 0; i < columns; i++)
            signs[i] = random.Uniform(i) < 0.5f ? -1 : 1;
        Block = columns & -columns;
    }

    /// <summary>Elements that are mixed: the largest power of two that divides the length.</summary>
    public int Block { get; }

    /// <summary>Rotates every row.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <returns>The rotated matrix, rounded to fp32.</returns>
    public DenseMatrix Rotate(DenseMatrix matrix)
    {
        var rotated = new DenseMatrix(matrix.Rows, matrix.Columns, new float[matrix.Values.Length]);
        Parallel.For(0, matrix.Rows, r =>
        {
            var row = new double[matrix.Columns];
            for (var i = 0; i < row.Length; i++)
                row[i] = matrix.Row(r)[i] * (double)signs[i];
            for (var start = 0; start < row.Length; start += Block)
                Transform(row.AsSpan(start, Block));
            for (var i = 0; i < row.Length; i++)
                rotated.Row(r)[i] = (float)row[i];
        });
        return rotated;
    }

    private static void Transform(Span<double> block)
    {
        for (var half = 1; half < block.Length; half *= 2)
        {
            for (var i = 0; i < block.Length; i++)
            {
                if ((i & half) == 0)
                    (block[i], block[i + half]) = (block[i] + block[i + half], block[i] - block[i + half]);
            }
        }

        var factor = 1 / Math.Sqrt(block.Length);
        foreach (ref var value in block)
            value *= factor;
    }
}
