namespace Simulator.Measurement.Training.Tensors;

/// <summary>Owns the matrices of a run and frees them with it.</summary>
internal sealed class MatrixArena : IDisposable
{
    private readonly List<FloatMatrix> matrices = [];

    /// <summary>Allocates a matrix of zeros.</summary>
    internal FloatMatrix Create(int rows, int columns)
    {
        var matrix = new FloatMatrix(rows, columns);
        matrices.Add(matrix);
        return matrix;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var matrix in matrices)
            matrix.Dispose();
        matrices.Clear();
    }
}
