using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Engines behind a router.</summary>
/// <param name="events">The clock of all engines.</param>
/// <param name="replicas">The engines and what measures each; at least one.</param>
/// <param name="router">Chooses among them.</param>
/// <param name="metrics">Measures requests.</param>
public sealed class Fleet(EventCalendar events, IReadOnlyList<(Replica Replica, EngineMetrics Metrics)> replicas, IRouter router, RequestMetrics metrics)
{
    private readonly Replica[] engines = [.. replicas.Select(r => r.Replica)];

    /// <summary>Serves requests until all have left, or until a time; what is in the system then is reported as left over.</summary>
    /// <param name="arrivals">The requests.</param>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public ServingResult Run(IArrivals arrivals, double untilSeconds = double.PositiveInfinity, CancellationToken cancellation = default)
    {
        _ = new ArrivalFeed(arrivals, events, metrics, sequence => router.Choose(sequence, engines).Submit(sequence));
        metrics.Close(events.Run(untilSeconds, cancellation));
        return ServingResult.Of(metrics, [.. replicas.Select(r => r.Metrics)], engines.Sum(e => e.Engine.Waiting), engines.Sum(e => e.Engine.Running));
    }
}
