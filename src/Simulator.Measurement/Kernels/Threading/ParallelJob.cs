namespace Simulator.Measurement.Kernels.Threading;

/// <summary>A parallel loop that is under way. Whoever is awake takes the next part.</summary>
internal sealed class ParallelJob(int parts, PartBody body, CancellationToken cancellation)
{
    private int next;
    private int finished;
    private Exception? error;

    /// <summary>Whether every part has ended.</summary>
    internal bool IsFinished => Volatile.Read(ref finished) == parts;

    /// <summary>Takes parts until none is left. After a failure or a cancellation the parts that are left are passed over.</summary>
    internal void Work(int worker)
    {
        while (Volatile.Read(ref next) < parts)
        {
            var part = Interlocked.Increment(ref next) - 1;
            if (part >= parts)
                return;
            try
            {
                if (Volatile.Read(ref error) is null && !cancellation.IsCancellationRequested)
                    body(part, worker);
            }
#pragma warning disable CA1031 // Rethrown by the caller of the loop.
            catch (Exception caught)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref error, caught, null);
            }

            Interlocked.Increment(ref finished);
        }
    }

    /// <summary>Throws what a part has thrown, or that the loop was cancelled.</summary>
    internal void ThrowIfFailed()
    {
        if (error is not null)
            throw new AggregateException(error);
        cancellation.ThrowIfCancellationRequested();
    }
}
