using System.Collections.Immutable;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Engines behind a router, each of which serves prompts and answers.</summary>
/// <param name="events">The clock of all engines.</param>
/// <param name="pool">The engines.</param>
/// <param name="metrics">Measures requests.</param>
public sealed class Fleet(EventCalendar events, EnginePool pool, RequestMetrics metrics) : ServingFleet(events, metrics)
{
    /// <inheritdoc/>
    public override ImmutableArray<EnginePool> Pools { get; } = [pool];

    /// <inheritdoc/>
    public override void Submit(Sequence sequence) => pool.Submit(sequence);

    /// <summary>Serves requests until all have left, or until a time; what is in the system then is reported as left over.</summary>
    /// <param name="arrivals">The requests.</param>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results of all engines together.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public ServingResult Run(IArrivals arrivals, double untilSeconds = double.PositiveInfinity, CancellationToken cancellation = default) =>
        Serve(arrivals, untilSeconds, cancellation).Total;
}
