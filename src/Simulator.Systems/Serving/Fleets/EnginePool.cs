using System.Collections.Immutable;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>Engines of one kind behind a router. Requests go to the engines of the replicas that serve now.</summary>
public sealed class EnginePool
{
    private readonly EventCalendar events;
    private readonly IRouter router;
    private readonly List<Replica> serving = [];

    /// <summary>Builds the engines.</summary>
    /// <param name="settings">How many.</param>
    /// <param name="events">The clock.</param>
    /// <param name="router">Chooses among them; of this pool alone.</param>
    /// <param name="requests">Measures requests.</param>
    /// <param name="engine">Makes an engine that tells an observer what happens.</param>
    /// <param name="observe">Further observers of an engine, by its name; null for none.</param>
    public EnginePool(
        PoolSettings settings, EventCalendar events, IRouter router, RequestMetrics requests, Func<IEngineObserver, ServingEngine> engine,
        Func<string, IEngineObserver?>? observe = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(engine);
        (Settings, this.events, this.router) = (settings, events, router);
        var measures = ImmutableArray.CreateBuilder<EngineMetrics>();
        var single = settings.Replicas * settings.Groups == 1;
        Units = [.. Enumerable.Range(0, settings.Replicas).Select(r => new ScalingUnit([.. Enumerable.Range(0, settings.Groups).Select(g => NewEngine(r, g))]))];
        Engines = [.. Units.SelectMany(u => u.Engines)];
        Measures = measures.ToImmutable();
        foreach (var unit in Units.Take(settings.Serving ?? settings.Replicas))
        {
            Change(unit, UnitState.Serving);
        }

        Replica NewEngine(int replica, int group)
        {
            var name = single ? settings.Name : settings.Groups == 1 ? $"{settings.Name}-{replica}" : $"{settings.Name}-{replica}.{group}";
            var metrics = new EngineMetrics(requests);
            measures.Add(metrics);
            var further = observe?.Invoke(name);
            return new Replica(name, engine(further is null ? new EngineObservers(Stage, metrics) : new EngineObservers(Stage, metrics, further)), events);
        }
    }

    /// <summary>Other engines take requests than before.</summary>
    public event Action? Changed;

    /// <summary>How many engines it has.</summary>
    public PoolSettings Settings { get; }

    /// <summary>The replicas.</summary>
    public ImmutableArray<ScalingUnit> Units { get; }

    /// <summary>The engines of all replicas, in order.</summary>
    public ImmutableArray<Replica> Engines { get; }

    /// <summary>What each engine did, in the same order.</summary>
    public ImmutableArray<EngineMetrics> Measures { get; }

    /// <summary>The requests in the pool.</summary>
    public PoolMetrics Stage { get; } = new();

    /// <summary>How often a replica was started.</summary>
    public int Starts { get; private set; }

    /// <summary>How often a replica gave its GPUs back.</summary>
    public int Stops { get; private set; }

    /// <summary>The engines that take requests now.</summary>
    public IReadOnlyList<Replica> Serving => serving;

    /// <summary>Requests in its engines, or on their way to them.</summary>
    public int Load => Engines.Sum(e => e.Load);

    /// <summary>The engine that the router gives a request.</summary>
    /// <param name="sequence">The request.</param>
    /// <returns>An engine that serves.</returns>
    public Replica Choose(Sequence sequence) => router.Choose(sequence, serving);

    /// <summary>Accepts a request.</summary>
    /// <param name="sequence">The request.</param>
    /// <returns>False where it can never be served here.</returns>
    public bool Submit(Sequence sequence)
    {
        Stage.Enter(sequence, events.Now);
        return Choose(sequence).Submit(sequence);
    }

    /// <summary>Whether an engine takes requests now.</summary>
    /// <param name="engine">One of the pool's engines.</param>
    /// <returns>True where its replica serves.</returns>
    public bool Serves(Replica engine) => serving.Count == Engines.Length || serving.Contains(engine);

    /// <summary>Whether a sequence of that length could ever be received.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <returns>False where it is longer than an engine's whole cache.</returns>
    public bool CanHold(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return Engines[0].Engine.CanHold(sequence.Arrival.Shape);
    }

    /// <summary>GPUs times the seconds for which replicas held them.</summary>
    /// <param name="now">Until when, in seconds.</param>
    /// <returns>GPU-seconds.</returns>
    public double GpuSeconds(double now) => Settings.Gpus * Units.Sum(u => u.HeldSeconds(now));

    internal void Change(ScalingUnit unit, UnitState state)
    {
        Starts += state == UnitState.Starting ? 1 : 0;
        Stops += state == UnitState.Off ? 1 : 0;
        unit.Become(state, events.Now);
        serving.Clear();
        serving.AddRange(Units.Where(u => u.State == UnitState.Serving).SelectMany(u => u.Engines));
        Changed?.Invoke();
    }
}
