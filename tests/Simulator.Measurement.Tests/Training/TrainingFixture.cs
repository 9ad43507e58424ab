using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Kernels.Threading;
using Simulator.Measurement.Training.Kernels;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Tests.Training;

/// <summary>Kernels of one vector width on three workers, and matrices of normal numbers.</summary>
internal sealed class TrainingFixture : IDisposable
{
    private readonly WorkerPool pool;
    private int seed = 1;

    internal TrainingFixture(SimdLevel? level = null, int workers = 3)
    {
        pool = new WorkerPool(workers);
        Kernels = TrainingKernelFactory.Create(pool, level ?? SimdLevels.Best);
    }

    internal static IEnumerable<SimdLevel> Levels => Enum.GetValues<SimdLevel>().Where(SimdLevels.IsSupported);

    internal MatrixArena Arena { get; } = new();

    internal ITrainingKernels Kernels { get; }

    internal FloatMatrix Normal(int rows, int columns, double scale = 1)
    {
        var random = new Random(seed++);
        var matrix = Arena.Create(rows, columns);
        foreach (ref var value in matrix.Values)
            value = (float)(scale * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return matrix;
    }

    internal FloatMatrix Copy(FloatMatrix matrix)
    {
        var copy = Arena.Create(matrix.Rows, matrix.Columns);
        matrix.Values.CopyTo(copy.Values);
        return copy;
    }

    public void Dispose()
    {
        Arena.Dispose();
        Kernels.Dispose();
        pool.Dispose();
    }
}
