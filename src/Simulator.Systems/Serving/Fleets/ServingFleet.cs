using System.Collections.Immutable;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Something that serves requests on a clock: engines in pools, joined in one way or another.</summary>
/// <param name="events">The clock of all engines.</param>
/// <param name="metrics">Measures requests.</param>
public abstract class ServingFleet(EventCalendar events, RequestMetrics metrics)
{
    /// <summary>The clock.</summary>
    public EventCalendar Events { get; } = events;

    /// <summary>What is measured of requests.</summary>
    public RequestMetrics Requests { get; } = metrics;

    /// <summary>The pools, in the order in which requests pass through them.</summary>
    public abstract ImmutableArray<EnginePool> Pools { get; }

    /// <summary>The transfers between pools; null where there are none.</summary>
    public virtual TransferMetrics? Transfers => null;

    /// <summary>Accepts a request, now; <see cref="RequestMetrics.Arrived"/> was told of it.</summary>
    /// <param name="sequence">The request.</param>
    public abstract void Submit(Sequence sequence);

    /// <summary>Serves requests until all have left, or until a time; what is in the system then is reported as left over.</summary>
    /// <param name="arrivals">The requests.</param>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public FleetResult Serve(IArrivals arrivals, double untilSeconds = double.PositiveInfinity, CancellationToken cancellation = default)
    {
        _ = new ArrivalFeed(arrivals, Events, Requests, Submit);
        return Close(Events.Run(untilSeconds, cancellation));
    }

    /// <summary>Ends the measurement.</summary>
    /// <param name="seconds">When.</param>
    /// <returns>The results.</returns>
    public FleetResult Close(double seconds)
    {
        Requests.Close(seconds);
        foreach (var pool in Pools)
        {
            pool.Stage.Close(seconds);
        }

        Transfers?.Stage.Close(seconds);
        return FleetResult.Of(this, seconds);
    }
}
