using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Brings requests onto the clock of a simulation, and tells their source of those that left.</summary>
public sealed class ArrivalFeed
{
    private readonly IArrivals arrivals;
    private readonly EventCalendar events;
    private readonly RequestMetrics metrics;
    private readonly Action<Sequence> submit;
    private readonly Action<double> bring;
    private double next = double.PositiveInfinity;

    /// <summary>Begins.</summary>
    /// <param name="arrivals">Where requests come from.</param>
    /// <param name="events">The clock.</param>
    /// <param name="metrics">Measures requests.</param>
    /// <param name="submit">Takes a request.</param>
    public ArrivalFeed(IArrivals arrivals, EventCalendar events, RequestMetrics metrics, Action<Sequence> submit)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        (this.arrivals, this.events, this.metrics, this.submit, bring) = (arrivals, events, metrics, submit, Bring);
        metrics.Left += Leave;
        Ask();
    }

    private void Leave(Sequence sequence, double seconds)
    {
        arrivals.Leave(sequence.Arrival, seconds);
        Ask();
    }

    private void Ask()
    {
        var due = arrivals.NextSeconds;
        if (due < next)
        {
            next = due;
            events.At(due, EventRank.Arrival, bring);
        }
    }

    private void Bring(double now)
    {
        next = double.PositiveInfinity;
        while (arrivals.NextSeconds <= now)
        {
            var arrival = arrivals.Take();
            metrics.Arrived(arrival.Seconds);
            submit(new Sequence(arrival));
        }

        Ask();
    }
}
