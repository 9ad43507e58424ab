using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Engines;

/// <summary>Runs requests through an engine, event by event: an arrival, or the end of a step.</summary>
/// <param name="arrivals">Where requests come from.</param>
/// <param name="engine">The engine.</param>
/// <param name="metrics">What is measured; must observe the engine.</param>
public sealed class ServingSimulation(IArrivals arrivals, ServingEngine engine, ServingMetrics metrics)
{
    /// <summary>Runs until every request has left, or until a time; what is in the system then is reported as left over.</summary>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The end, in seconds.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public double Run(double untilSeconds = double.PositiveInfinity, CancellationToken cancellation = default)
    {
        var now = 0.0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Accept(now);
            var end = engine.HasWork ? engine.Begin(now) : now;
            if (end == now)
            {
                if (engine.HasWork)
                {
                    throw new InvalidOperationException("the engine has work and does none of it");
                }

                end = arrivals.NextSeconds;
                if (double.IsPositiveInfinity(end))
                {
                    break;
                }

                if (end > untilSeconds)
                {
                    now = untilSeconds;
                    break;
                }

                now = end;
                continue;
            }

            if (end > untilSeconds)
            {
                Accept(untilSeconds);
                now = untilSeconds;
                break;
            }

            Accept(end);
            engine.End(end);
            metrics.TellOfLeaving(arrivals);
            now = end;
        }

        metrics.Close(now, engine.Waiting, engine.Running);
        return now;
    }

    private void Accept(double until)
    {
        while (arrivals.NextSeconds <= until)
        {
            var arrival = arrivals.Take();
            metrics.Arrived(arrival.Seconds);
            if (!engine.Submit(arrival))
            {
                arrivals.Leave(arrival.Seconds);
            }
        }
    }
}
