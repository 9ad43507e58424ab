using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving.Fleets;

/// <summary>Fleets of engines with simple step times.</summary>
internal static class TestFleets
{
    internal const double TokenBytes = 1000;

    /// <summary>Replicas that serve one request of one step at a time: textbook servers.</summary>
    internal static FleetResult Servers(int servers, double load, IRouter router, long requests, double stepSeconds = 1)
    {
        var arrivals = new RenewalArrivals(load * servers / stepSeconds, 1, requests, new UniformLengths(1, 1), new RandomSource(21));
        return Whole(servers, router, arrivals, new ConstantStepTimes(stepSeconds), new EngineSettings { MaxSequences = 1 });
    }

    internal static FleetResult Whole(
        int replicas, IRouter router, IArrivals arrivals, IStepTimes times, EngineSettings settings, long blocks = 1_000_000, int groups = 1)
    {
        var (events, requests) = (new EventCalendar(), new RequestMetrics());
        var pool = Pool(new PoolSettings("engine", replicas) { Groups = groups }, events, router, requests, times, settings, blocks);
        return new Fleet(events, pool, requests).Serve(arrivals);
    }

    internal static EnginePool Pool(
        PoolSettings pool, EventCalendar events, IRouter router, RequestMetrics requests, IStepTimes times, EngineSettings settings, long blocks = 1_000_000) =>
        new(pool, events, router, requests, o => new ServingEngine(times, new KvPool(blocks, settings.BlockTokens), settings, o));

    /// <summary>Prefill and decode apart; every token of a cache has <see cref="TokenBytes"/>.</summary>
    internal static FleetResult Apart(
        IArrivals arrivals, Side prefill, Side decode, CacheTransfer transfer, double until = double.PositiveInfinity, double tokenBytes = TokenBytes)
    {
        var (events, requests) = (new EventCalendar(), new RequestMetrics());
        EnginePool[] pools = [New("prefill", EngineRole.Prefill, prefill), New("decode", EngineRole.Decode, decode)];
        var fleet = new DisaggregatedFleet(
            events, (pools[0], prefill.BytesPerSecond), (pools[1], decode.BytesPerSecond), transfer, shape => tokenBytes * shape.InputTokens, requests);
        return fleet.Serve(arrivals, until);

        EnginePool New(string name, EngineRole role, Side side) => Pool(
            new PoolSettings(name, side.Replicas), events, new LeastLoaded(), requests, side.Times, side.Settings with { Role = role }, side.Blocks);
    }

    /// <summary>One side of a disaggregated fleet.</summary>
    internal sealed record Side(int Replicas, IStepTimes Times, EngineSettings Settings, long Blocks = 1_000_000, double BytesPerSecond = 1e9);

    /// <summary>Steps whose time grows with their tokens and contexts.</summary>
    internal sealed class LoadTimes : IStepTimes
    {
        public double Seconds(in StepLoad load) => 1e-3 + (1e-5 * load.Tokens) + (1e-8 * load.DecodeContext);
    }
}
