namespace Simulator.Measurement.Kernels.Threading;

/// <summary>
/// Threads that stay alive between parallel loops: they spin for a moment after each, so that a loop which follows soon starts at once, and then park.
/// The caller works too. One loop at a time.
/// </summary>
public sealed class WorkerPool : IDisposable
{
    // About 20 µs: longer than the gap between two parts of one operator, too short to disturb a machine that is shared.
    private const int SpinsBeforeParking = 600;
    private readonly Worker[] helpers;
    private ParallelJob? current;
    private int generation;
    private volatile bool stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="workers">Workers, the caller among them; at least 1.</param>
    public WorkerPool(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        helpers = new Worker[workers - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            var helper = new Worker(i + 1);
            helpers[i] = helper;
            new Thread(() => Serve(helper)) { IsBackground = true, Name = $"kernel worker {i + 1}" }.Start();
        }
    }

    /// <summary>Workers, the caller among them.</summary>
    public int Workers => helpers.Length + 1;

    /// <summary>Runs a loop on all workers and returns when every part has ended.</summary>
    /// <param name="parts">Parts of the loop, from 0.</param>
    /// <param name="body">What to do for a part.</param>
    /// <param name="cancellation">Passes over the parts that have not begun.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="AggregateException">A part has failed.</exception>
    public void Run(int parts, PartBody body, CancellationToken cancellation = default)
    {
        if (parts <= 0)
            return;
        var job = new ParallelJob(parts, body, cancellation);
        if (parts > 1 && helpers.Length > 0)
        {
            Volatile.Write(ref current, job);
            Interlocked.Increment(ref generation);
            var wanted = Math.Min(parts - 1, helpers.Length);
            for (var i = 0; i < wanted; i++)
                helpers[i].Wake();
        }

        job.Work(0);
        for (var spins = 0; !job.IsFinished; spins++)
        {
            if (spins < SpinsBeforeParking)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }

        job.ThrowIfFailed();
    }

    /// <summary>Runs an empty loop in which every worker takes part: what waking all of them costs.</summary>
    public void Rendezvous()
    {
        var arrived = 0;
        Run(Workers, (_, _) =>
        {
            Interlocked.Increment(ref arrived);
            for (var spins = 0; Volatile.Read(ref arrived) < Workers; spins++)
            {
                if (spins < SpinsBeforeParking)
                    Thread.SpinWait(1);
                else
                    Thread.Yield();
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping = true;
        Interlocked.Increment(ref generation);
        foreach (var helper in helpers)
            helper.Wake();
    }

    private void Serve(Worker worker)
    {
        var seen = 0;
        while (true)
        {
            worker.Await(ref generation, seen, SpinsBeforeParking);
            if (stopping)
            {
                worker.Dispose();
                return;
            }

            seen = Volatile.Read(ref generation);
            Volatile.Read(ref current)?.Work(worker.Index);
        }
    }
}
