using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Engines;

/// <summary>A model on a system behind one engine: what runs are made of. Step times stay known between runs; not thread-safe.</summary>
public sealed class ServingSystem
{
    private readonly long blocks;
    private readonly int constantBlocks;

    /// <summary>Works out memory and prepares step times.</summary>
    /// <param name="timing">The timing model.</param>
    /// <param name="model">The model; a decoder.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model; data-parallel groups are taken to be loaded alike.</param>
    /// <param name="settings">How the engine batches.</param>
    /// <param name="memoryFraction">The part of a GPU's memory that the engine may use, from 0 to 1.</param>
    /// <param name="times">Step times of the same model, precisions and ranks; null for new ones.</param>
    /// <exception cref="InputException">The model does not decode, cannot be divided so, or leaves no memory for a KV cache.</exception>
    public ServingSystem(
        TimingModel timing, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism, EngineSettings settings, double memoryFraction = 0.9,
        StepTimes? times = null)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        if (!model.Phases.Contains(Phase.Decode))
        {
            throw new InputException($"{model.Id} does not generate tokens; accepted: a decoder", key: "model");
        }

        (Model, Parallelism, Settings) = (model, parallelism, settings with { MaxTokens = Math.Min(settings.MaxTokens, model.MaxPositions) });
        if (parallelism.Ranks > timing.System.TotalGpus)
        {
            throw new InputException($"{parallelism} needs {parallelism.Ranks} GPUs; {timing.System.Id} has {timing.System.TotalGpus}", key: "tp");
        }

        var step = StepShape.Prefill(1, Math.Min(settings.TokenBudget, model.MaxPositions));
        var trace = TraceBuilder.Build(model, step, recipe, parallelism);
        var memory = MemoryFootprint.Of(new InferenceRequest(model, step, recipe, parallelism), trace, timing.System.Gpu.Memory.VisibleBytes);
        var other = memory.Weights + memory.Activations + memory.Runtime;
        var left = settings.FractionOfFree ? memoryFraction * (memory.Capacity - other) : (memoryFraction * memory.Capacity) - other;
        var cache = KvCache.Of(model, recipe, parallelism);
        var whole = cache.BytesPerToken > 0 ? cache.BytesPerToken : cache.FirstTokenBytes > 0 ? cache.FirstTokenBytes : cache.StateBytes / settings.BlockTokens;
        var blockBytes = whole * settings.BlockTokens;
        var constant = cache.StateBytes + cache.CrossBytes + cache.Windows.Sum(w => w.BytesPerToken * w.Window);
        constantBlocks = (int)Math.Ceiling(constant / blockBytes);
        blocks = (long)Math.Max(0, left / blockBytes);
        if (blocks <= constantBlocks)
        {
            var (weights, rest, all) = (memory.Weights / 1e9, (memory.Activations + memory.Runtime) / 1e9, memoryFraction * memory.Capacity / 1e9);
            var parts = FormattableString.Invariant($"{weights:0.#} GB of weights and {rest:0.#} GB of activations and runtime in {all:0.#} GB");
            throw new InputException($"{model.Id} leaves no memory for a KV cache on {parallelism}: {parts}; raise tp", key: "tp");
        }

        Times = times ?? new StepTimes(new StepSimulator(timing), model, recipe, parallelism);
    }

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>How ranks divide it.</summary>
    public Parallelism Parallelism { get; }

    /// <summary>How the engine batches.</summary>
    public EngineSettings Settings { get; }

    /// <summary>The GPU's time of a step.</summary>
    public StepTimes Times { get; }

    /// <summary>Blocks of the KV cache of one data-parallel group.</summary>
    public long KvBlocks => blocks;

    /// <summary>Tokens of all sequences that the KV cache of one data-parallel group holds.</summary>
    public long KvTokens => blocks * Settings.BlockTokens;

    /// <summary>A new engine, with an empty cache, of one data-parallel group.</summary>
    /// <param name="observer">Is told what happens.</param>
    /// <returns>The engine.</returns>
    public ServingEngine NewEngine(IEngineObserver observer) => new(Times, new KvPool(blocks, Settings.BlockTokens, constantBlocks), Settings, observer);

    /// <summary>Serves requests.</summary>
    /// <param name="arrivals">The requests of one data-parallel group.</param>
    /// <param name="objective">What users are promised.</param>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results.</returns>
    public ServingResult Run(
        IArrivals arrivals, ServiceObjective objective = default, double untilSeconds = double.PositiveInfinity, CancellationToken cancellation = default)
    {
        var requests = new RequestMetrics(Settings.Host, objective);
        var events = new EventCalendar();
        var metrics = new EngineMetrics(requests);
        var replica = new Replica("engine", NewEngine(metrics), events);
        return new Fleet(events, [(replica, metrics)], new RoundRobin(), requests).Run(arrivals, untilSeconds, cancellation);
    }

    /// <summary>Serves requests of all data-parallel groups, each simulated, in lock step.</summary>
    /// <param name="arrivals">The requests of all groups together.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results; of steps and caches, summed or averaged over the groups.</returns>
    public ServingResult RunGroups(IArrivals arrivals, CancellationToken cancellation = default)
    {
        var requests = new RequestMetrics(Settings.Host);
        var events = new EventCalendar();
        EngineMetrics[] metrics = [.. Enumerable.Range(0, Parallelism.Dp).Select(_ => new EngineMetrics(requests))];
        ServingEngine[] engines = [.. metrics.Select(NewEngine)];
        var groups = new LockStep(engines, Settings.BalanceSteps, events);
        _ = new ArrivalFeed(arrivals, events, requests, groups.Submit);
        requests.Close(events.Run(cancellation: cancellation));
        return ServingResult.Of(requests, metrics, engines.Sum(e => e.Waiting), engines.Sum(e => e.Running));
    }

    /// <summary>The host times of a stack.</summary>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="stack">The stack's name.</param>
    /// <returns>The host times.</returns>
    /// <exception cref="InputException">There are none of that stack.</exception>
    public static HostTimes HostOf(TimingCoefficients coefficients, string stack)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        var serving = coefficients.Serving ?? throw new InputException("the coefficients have no section 'serving'; accepted: those of calibration/default.yaml");
        var host = serving.Of(stack);
        return new HostTimes(host.StepSeconds, host.SequenceSeconds, host.RequestSeconds, host.KilotokenSeconds / 1000)
        {
            OutputSteps = host.OutputSteps,
            Launch = host.LaunchSeconds,
        };
    }
}
