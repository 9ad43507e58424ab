using Simulator.Measurement.Kernels.Memory;

namespace Simulator.Measurement.Training.Kernels;

/// <summary>Memory that a worker's products pack into; it grows with what is asked of it.</summary>
internal sealed unsafe class ProductScratch : IDisposable
{
    private readonly NativeBuffer?[] buffers = new NativeBuffer?[4];

    /// <summary>Packed rows of A.</summary>
    internal float* Left(long floats) => Floats(0, floats);

    /// <summary>Packed panels of B.</summary>
    internal float* Right(long floats) => Floats(1, floats);

    /// <summary>Sums of a block.</summary>
    internal float* Sums(long floats) => Floats(2, floats);

    /// <summary>Results that one kernel hands on to its next product.</summary>
    internal float* Results(long floats) => Floats(3, floats);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in buffers)
            buffer?.Dispose();
    }

    private float* Floats(int index, long floats)
    {
        ref var buffer = ref buffers[index];
        if (buffer is null || buffer.Bytes < floats * sizeof(float))
        {
            buffer?.Dispose();
            buffer = new NativeBuffer(floats * sizeof(float));
        }

        return buffer.Floats;
    }
}
