using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

/// <summary>An engine whose steps all take the same time.</summary>
internal static class Queue
{
    internal static ServingResult Run(IArrivals arrivals, double stepSeconds, int servers, double until = double.PositiveInfinity)
    {
        var settings = new EngineSettings { MaxSequences = servers, TokenBudget = 1 << 20 };
        return Run(arrivals, new ConstantStepTimes(stepSeconds), new KvPool(long.MaxValue / 4, 16), settings, until);
    }

    internal static ServingResult Run(IArrivals arrivals, IStepTimes times, KvPool pool, EngineSettings settings, double until = double.PositiveInfinity)
    {
        var requests = new RequestMetrics(settings.Host);
        var events = new EventCalendar();
        var engines = new EnginePool(new PoolSettings("engine"), events, new RoundRobin(), requests, o => new ServingEngine(times, pool, settings, o));
        return new Fleet(events, engines, requests).Run(arrivals, until);
    }
}
