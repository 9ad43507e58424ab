using System.Collections.Concurrent;
using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Protocol;

/// <summary>
/// Calls a device from a thread of its own, so that a call which never returns does not take the program with it: after the time limit it is cancelled, and
/// where it does not end then either, the thread is left behind and the device counts as lost.
/// </summary>
internal sealed class GuardThread : IDisposable
{
    private readonly BlockingCollection<Action> calls = [];

    internal GuardThread() => new Thread(Serve) { IsBackground = true, Name = "device calls" }.Start();

    /// <summary>Runs a call.</summary>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    /// <exception cref="DeviceException">The time limit was reached, or the device failed.</exception>
    internal T Run<T>(Func<CancellationToken, T> call, ProtocolOptions options, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = limit.Token;
        calls.Add(() =>
        {
            try
            {
                done.SetResult(call(token));
            }
#pragma warning disable CA1031 // Handed to the caller.
            catch (Exception error)
#pragma warning restore CA1031
            {
                done.SetException(error);
            }
        }, CancellationToken.None);

        var waited = Waits(done.Task, TimeSpan.FromSeconds(options.TimeLimitSeconds), cancellation);
        if (!waited)
        {
            limit.Cancel();
            if (!Waits(done.Task, TimeSpan.FromSeconds(options.GraceSeconds), CancellationToken.None))
                throw new DeviceException($"a kernel did not end within {options.TimeLimitSeconds:0.###} s and does not let itself be cancelled", isLost: true);
        }

        try
        {
            return done.Task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DeviceException($"a kernel did not end within its time limit of {options.TimeLimitSeconds:0.###} s");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => calls.CompleteAdding();

    private static bool Waits(Task task, TimeSpan time, CancellationToken cancellation)
    {
        try
        {
            // A failed task is told by its result.
            return Task.WaitAny([task], (int)Math.Min(int.MaxValue, time.TotalMilliseconds), cancellation) == 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Serve()
    {
        foreach (var call in calls.GetConsumingEnumerable())
            call();
        calls.Dispose();
    }
}
