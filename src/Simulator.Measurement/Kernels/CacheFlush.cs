using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Threading;

namespace Simulator.Measurement.Kernels;

/// <summary>Empties the caches of other data by reading and writing more memory than they hold.</summary>
/// <param name="bytes">Bytes to go through: at least the capacity of all caches.</param>
internal sealed unsafe class CacheFlush(long bytes) : IDisposable
{
    private const int PartBytes = 1 << 20;
    private NativeBuffer? buffer;

    /// <summary>Runs through the memory on all workers, each over all of its share.</summary>
    internal void Run(WorkerPool pool, CancellationToken cancellation)
    {
        if (buffer is null)
        {
            buffer = new NativeBuffer(bytes);
            buffer.Fill(1);
        }

        var start = buffer.Pointer;
        pool.Run((int)(bytes / PartBytes), (part, _) =>
        {
            var at = start + ((long)part * PartBytes);
            for (var line = 0; line < PartBytes; line += 64)
                at[line]++;
        }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => buffer?.Dispose();
}
