namespace Simulator.Measurement.Kernels.Threading;

/// <summary>The parking place of one thread of a pool.</summary>
internal sealed class Worker(int index) : IDisposable
{
    private readonly SemaphoreSlim parking = new(0);
    private int parked;

    /// <summary>The worker's number, from 1.</summary>
    internal int Index { get; } = index;

    /// <summary>Returns once a counter has moved on: spins first, then sleeps until woken.</summary>
    internal void Await(ref int counter, int seen, int spins)
    {
        for (var i = 0; i < spins; i++)
        {
            if (Volatile.Read(ref counter) != seen)
                return;
            Thread.SpinWait(1);
        }

        while (Volatile.Read(ref counter) == seen)
        {
            Interlocked.Exchange(ref parked, 1);
            if (Volatile.Read(ref counter) != seen && Interlocked.CompareExchange(ref parked, 0, 1) == 1)
                return;
            parking.Wait();
        }
    }

    /// <summary>Wakes the thread if it sleeps; call after moving the counter.</summary>
    internal void Wake()
    {
        if (Interlocked.CompareExchange(ref parked, 0, 1) == 1)
            parking.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => parking.Dispose();
}
