using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets.Scaling;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>A pool before it runs: its engines' system, how many there are and how they are chosen.</summary>
/// <param name="Name">The pool's name.</param>
/// <param name="Description">The description of this pool alone.</param>
/// <param name="System">The model on the system of each engine; one for all engines, so that step times are worked out once.</param>
public sealed record PoolPlan(string Name, ServingDescription Description, ServingSystem System)
{
    // Apart enough that the engines of one run and those of the next share no chance.
    private const int SeedStride = 1_000_003;

    /// <summary>When replicas start and stop; null where all serve all the time.</summary>
    public AutoscalePolicy? Autoscale { get; } = Description.Autoscale?.ToPolicy();

    /// <summary>Replicas; with autoscaling the most that there can be.</summary>
    public int Replicas => Autoscale?.Most ?? Description.Replicas;

    /// <summary>Engines of a replica.</summary>
    public int Groups => System.Parallelism.Dp;

    /// <summary>Engines of all replicas.</summary>
    public int Engines => Replicas * Groups;

    /// <summary>GPUs of all replicas.</summary>
    public int Gpus => Replicas * System.Gpus;

    /// <summary>GPUs of one engine that hold KV caches.</summary>
    public int GpusPerEngine => System.Parallelism.Ranks / Groups;

    /// <summary>Builds the pool's engines.</summary>
    /// <param name="events">The clock.</param>
    /// <param name="requests">Measures requests.</param>
    /// <param name="seed">The seed of the router's choices.</param>
    /// <param name="engines">How many engines of <see cref="Engines"/>; null for all.</param>
    /// <param name="recorder">Keeps quantities over time, energy and a time line; null for none.</param>
    /// <returns>The pool.</returns>
    public EnginePool Build(EventCalendar events, RequestMetrics requests, int seed, int? engines = null, RunRecorder? recorder = null)
    {
        var (gpus, made) = ((double)System.Gpus / Groups, 0);
        Func<string, IEngineObserver?>? observe = recorder is null ? null : name => recorder.Watch(name, System.KvBlocks, gpus, System.Energies);
        var settings = engines is { } some && some < Engines
            ? new PoolSettings(Name, some) { Gpus = gpus }
            : new PoolSettings(Name, Replicas)
            {
                Groups = Groups,
                Gpus = System.Gpus,
                Serving = Autoscale is null ? null : Math.Clamp(Description.Replicas, Autoscale.Least, Autoscale.Most),
            };
        return new EnginePool(settings, events, NewRouter(seed), requests, o => System.NewEngine(o, unchecked((seed * SeedStride) + made++)), observe);
    }

    private IRouter NewRouter(int seed) => Description.Router switch
    {
        RouterKind.RoundRobin => new RoundRobin(),
        RouterKind.LeastLoaded => new LeastLoaded(),
        RouterKind.PrefixAware => new PrefixAware(),
        RouterKind.Random => new RandomSplit(new RandomSource(((ulong)seed << 8) + (ulong)Name.Length)),
        _ => throw new InputException($"{Description.Router} is no router", key: "router"),
    };
}
