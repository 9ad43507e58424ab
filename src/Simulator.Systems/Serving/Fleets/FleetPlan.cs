using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets.Sampling;
using Simulator.Systems.Serving.Fleets.Scaling;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Metrics;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>
/// A description made ready to run: the pools with their engines' systems, and how they are joined. Step times stay known between runs; not thread-safe.
/// </summary>
public sealed class FleetPlan
{
    private readonly KvCache? handed;

    /// <summary>Works out systems and path.</summary>
    /// <param name="description">The description.</param>
    /// <param name="system">Makes the system of a pool from the pool's own description and the phases that it serves.</param>
    /// <exception cref="InputException">A key is unknown or does not fit the others; the message names it.</exception>
    public FleetPlan(ServingDescription description, Func<ServingDescription, EngineRole, ServingSystem> system)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(system);
        Description = description;
        _ = description.Kind;
        if (description is { Prefill: { } prefill, Decode: { } decode })
        {
            if (description.Autoscale is not null)
            {
                throw new InputException("belongs to the sides of a disaggregated fleet; accepted: prefill.autoscale, decode.autoscale", key: "autoscale");
            }

            Pools = [Plan("prefill", prefill, EngineRole.Prefill), Plan("decode", decode, EngineRole.Decode)];
            Path = TransferPath.Of(description.Transfer, Pools[0], Pools[1]);
            handed = Handed(Pools[0].System, Pools[1].System);
        }
        else if (description is { Prefill: null, Decode: null, Transfer: null })
        {
            Pools = [new PoolPlan("engine", description, system(description, EngineRole.Whole))];
        }
        else
        {
            throw new InputException(
                "one side of a disaggregated fleet is missing; accepted: both prefill and decode, or neither and no transfer", key: "prefill");
        }

        Share = description.Sample is { } least ? SampleShare.Of([.. Pools.Select(p => p.Engines)], least) : SampleShare.All;
        if (!Share.IsAll && Pools.Any(p => p.Autoscale is not null))
        {
            throw new InputException("takes all replicas to serve all the time; accepted: no autoscale beside it", key: "sample");
        }

        PoolPlan Plan(string name, PoolDescription pool, EngineRole role)
        {
            try
            {
                var own = pool.Within(description);
                return new PoolPlan(name, own, system(own, role));
            }
            catch (InputException error) when (error.File is null && error.Key is { } key)
            {
                throw new InputException(error.Problem, key: $"{name}.{key}", inner: error);
            }
        }
    }

    /// <summary>The description.</summary>
    public ServingDescription Description { get; }

    /// <summary>The pools, in the order in which requests pass through them.</summary>
    public ImmutableArray<PoolPlan> Pools { get; }

    /// <summary>How KV caches travel; null where they do not.</summary>
    public TransferPath? Path { get; }

    /// <summary>The part of the engines that is simulated.</summary>
    public SampleShare Share { get; }

    /// <summary>GPUs of the whole fleet; with autoscaling the most that there can be.</summary>
    public int Gpus => Pools.Sum(p => p.Gpus);

    /// <summary>Bytes of the KV cache of a prompt that travel, over all ranks, without copies: 0 where none do.</summary>
    /// <param name="shape">The request.</param>
    /// <returns>Bytes.</returns>
    public double TransferBytes(RequestShape shape) => handed?.BytesPerSequence(shape.InputTokens) ?? 0;

    /// <summary>Builds the fleet on a clock.</summary>
    /// <param name="events">The clock.</param>
    /// <param name="requests">Measures requests.</param>
    /// <param name="seed">The seed of routers' choices.</param>
    /// <param name="recorder">Keeps quantities over time, energy and a time line; null for none.</param>
    /// <returns>The fleet, to which requests can be submitted.</returns>
    public ServingFleet Build(EventCalendar events, RequestMetrics requests, int seed, RunRecorder? recorder = null)
    {
        var pools = Pools.Select(p => p.Build(events, requests, seed, Share.IsAll ? null : Share.Engines(p.Engines), recorder)).ToArray();
        var disaggregated = Path is not { } path ? null : new DisaggregatedFleet(
            events, (pools[0], Pools[0].GpusPerEngine * path.FromBytesPerSecond), (pools[1], Pools[1].GpusPerEngine * path.ToBytesPerSecond),
            new CacheTransfer(path.LatencySeconds, Pools[0].System.Model.Layers.Length, path.Overlap), TransferBytes, requests);
        for (var i = 0; i < pools.Length; i++)
        {
            if (Pools[i].Autoscale is { } policy)
            {
                var pool = pools[i];
                var waits = i > 0;
                _ = new Autoscaler(policy, pool, events, () => pool.Load + (waits ? disaggregated!.WaitingForPlace : 0));
            }
        }

        return disaggregated ?? (ServingFleet)new Fleet(events, pools[0], requests);
    }

    /// <summary>Runs it.</summary>
    /// <param name="seed">The seed of all chance; null for the description's.</param>
    /// <param name="recorder">Keeps quantities over time, energy and a time line; null for none.</param>
    /// <param name="requests">Whose requests, promises and duration to take; null for those of the description.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results.</returns>
    /// <exception cref="InputException">The requests contradict themselves, or a trace cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public FleetResult Run(
        int? seed = null, RunRecorder? recorder = null, ServingDescription? requests = null, CancellationToken cancellation = default)
    {
        var own = requests ?? Description;
        own = seed is { } other ? own with { Seed = other } : own;
        var metrics = new RequestMetrics(Pools[0].System.Settings.Host, own.Objective);
        var fleet = Build(new EventCalendar(), metrics, own.Seed, recorder);
        var arrivals = Arrivals(own, out var recorded);
        var result = fleet.Serve(arrivals, own.DurationSeconds ?? double.PositiveInfinity, cancellation);
        return result with { Scale = Share.Scale, LeftOut = recorded?.Rejected };
    }

    private IArrivals Arrivals(ServingDescription own, out RecordedArrivals? recorded)
    {
        if (!Share.IsAll && own.Concurrency is { } clients)
        {
            own = own with { Concurrency = Part(clients), Requests = own.Requests is { } all ? Part(all) : null };
        }

        var arrivals = own.ToArrivals(Pools.Min(p => Math.Min(p.System.Settings.MaxTokens, p.System.KvTokens)));
        recorded = arrivals as RecordedArrivals;
        if (Share.IsAll || own.Concurrency is not null)
        {
            return arrivals;
        }

        var inTurn = Pools[0].Description.Router == RouterKind.RoundRobin;
        return new ThinnedArrivals(arrivals, Share, inTurn ? null : new RandomSource((ulong)own.Seed + 0x5EED));

        int Part(int count) => (int)Math.Max(1, Math.Round(count / Share.Scale));
    }

    private static KvCache Handed(ServingSystem prefill, ServingSystem decode)
    {
        var (from, to) = (KvCache.Of(prefill.Model, prefill.Recipe, Parallelism.Single), KvCache.Of(decode.Model, decode.Recipe, Parallelism.Single));
        return from.BytesPerToken == to.BytesPerToken && from.StateBytes == to.StateBytes && from.Windows.SequenceEqual(to.Windows)
            ? from
            : throw new InputException(
                $"prefill keeps its cache in {prefill.Recipe.Kv}, decode in {decode.Recipe.Kv}, and caches are not converted; accepted: one kv", key: "kv");
    }
}
