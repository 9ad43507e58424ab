using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Curves;

/// <summary>The same fleet under several loads: throughput against interactivity, latency against rate.</summary>
public static class LoadCurve
{
    /// <summary>The keys of a description that can be varied.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["concurrency", "rate"];

    /// <summary>The run of one load.</summary>
    /// <param name="description">The run, with or without a load of its own.</param>
    /// <param name="key">One of <see cref="Keys"/>.</param>
    /// <param name="load">Clients, or requests per second.</param>
    /// <returns>The run under that load.</returns>
    /// <exception cref="InputException">The key is none of these.</exception>
    public static ServingDescription Under(ServingDescription description, string key, double load)
    {
        ArgumentNullException.ThrowIfNull(description);
        var free = description with { Concurrency = null, Rate = null, Trace = null };
        return key switch
        {
            "concurrency" => free with { Concurrency = (int)load },
            "rate" => free with { Rate = load },
            _ => throw new InputException($"'{key}' is not accepted; accepted: {string.Join(" and ", Keys)}"),
        };
    }

    /// <summary>Runs all loads, several at a time. The results do not depend on how many at a time.</summary>
    /// <param name="loads">The loads with their runs.</param>
    /// <param name="newPlan">Makes the fleet; each thread has one of its own, whose step times stay known between its runs.</param>
    /// <param name="price">The price of a GPU; null for none.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <param name="cancellation">Ends the runs early.</param>
    /// <returns>The points, in the order of the loads.</returns>
    /// <exception cref="OperationCanceledException">The runs were ended early.</exception>
    public static ImmutableArray<LoadPoint> Run(
        IReadOnlyList<(double Load, ServingDescription Description)> loads, Func<FleetPlan> newPlan, GpuPrice? price, int threads,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(loads);
        ArgumentNullException.ThrowIfNull(newPlan);
        var points = new LoadPoint[loads.Count];
        var next = -1;
        Exception? fault = null;
        Thread[] workers = [.. Enumerable.Range(0, Math.Clamp(threads, 1, Math.Max(1, loads.Count))).Select(_ => new Thread(Work))];
        Array.ForEach(workers, w => w.Start());
        Array.ForEach(workers, w => w.Join());
        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        return [.. points];

        void Work()
        {
            try
            {
                var plan = newPlan();
                for (var i = Interlocked.Increment(ref next); i < loads.Count && fault is null; i = Interlocked.Increment(ref next))
                {
                    points[i] = Point(plan, loads[i].Load, loads[i].Description, price, cancellation);
                }
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the caller waits.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref fault, e, null);
            }
        }
    }

    private static LoadPoint Point(FleetPlan plan, double load, ServingDescription description, GpuPrice? price, CancellationToken cancellation)
    {
        var recorder = new RunRecorder();
        var result = plan.Run(recorder: recorder, requests: description, cancellation: cancellation);
        return new LoadPoint(load, description, ServingOutcome.Of(plan, result, recorder, price));
    }
}
