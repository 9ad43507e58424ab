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
using Simulator.Timing.Energy;
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
    /// <param name="energy">The energy model of the same GPU; null for times alone.</param>
    /// <exception cref="InputException">The model does not decode, cannot be divided so, or leaves no memory for a KV cache.</exception>
    public ServingSystem(
        TimingModel timing, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism, EngineSettings settings, double memoryFraction = 0.9,
        EnergyModel? energy = null)
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
        var memory = MemoryFootprint.Of(new InferenceRequest(model, step, recipe, parallelism), trace, timing.System.Gpu.Memory.Bytes);
        var left = (memoryFraction * memory.Capacity) - memory.Weights - memory.Activations - memory.Runtime;
        var cache = KvCache.Of(model, recipe, parallelism);
        var whole = cache.BytesPerToken > 0 ? cache.BytesPerToken : cache.FirstTokenBytes > 0 ? cache.FirstTokenBytes : cache.StateBytes / settings.BlockTokens;
        var blockBytes = whole * settings.BlockTokens;
        var constant = cache.StateBytes + cache.CrossBytes + cache.Windows.Sum(w => w.BytesPerToken * w.Window);
        constantBlocks = (int)Math.Ceiling(constant / blockBytes);
        blocks = (long)Math.Max(0, left / blockBytes);
        if (blocks <= constantBlocks)
        {
            var (weights, other, all) = (memory.Weights / 1e9, (memory.Activations + memory.Runtime) / 1e9, memoryFraction * memory.Capacity / 1e9);
            var parts = FormattableString.Invariant($"{weights:0.#} GB of weights and {other:0.#} GB of activations and runtime in {all:0.#} GB");
            throw new InputException($"{model.Id} leaves no memory for a KV cache on {parallelism}: {parts}; raise tp", key: "tp");
        }

        var simulator = new StepSimulator(timing, energy: energy);
        Times = new StepTimes(simulator, model, recipe, parallelism);
        Energies = energy is null ? null : new StepEnergies(simulator, energy, model, recipe, parallelism);
    }

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>How ranks divide it.</summary>
    public Parallelism Parallelism { get; }

    /// <summary>How the engine batches.</summary>
    public EngineSettings Settings { get; }

    /// <summary>The GPU's time of a step.</summary>
    public StepTimes Times { get; }

    /// <summary>The energy of a step; null where it is not known.</summary>
    public StepEnergies? Energies { get; }

    /// <summary>Blocks of the KV cache of one data-parallel group.</summary>
    public long KvBlocks => blocks;

    /// <summary>Tokens of all sequences that the KV cache of one data-parallel group holds.</summary>
    public long KvTokens => blocks * Settings.BlockTokens;

    /// <summary>A new engine, with an empty cache, of one data-parallel group.</summary>
    /// <param name="observer">Is told what happens.</param>
    /// <returns>The engine.</returns>
    public ServingEngine NewEngine(IEngineObserver observer) => new(Times, NewPool(), Settings, observer);

    /// <summary>A new, empty KV cache of one data-parallel group.</summary>
    /// <returns>The cache.</returns>
    public KvPool NewPool() => new(blocks, Settings.BlockTokens, constantBlocks);

    /// <summary>Serves requests.</summary>
    /// <param name="arrivals">The requests of one data-parallel group.</param>
    /// <param name="objective">What users are promised.</param>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="recorder">Keeps what happens beside the results; null for none.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results.</returns>
    public ServingResult Run(
        IArrivals arrivals, ServiceObjective objective = default, double untilSeconds = double.PositiveInfinity, RunRecorder? recorder = null,
        CancellationToken cancellation = default)
    {
        var requests = new RequestMetrics(Settings.Host, objective);
        var events = new EventCalendar();
        var metrics = new EngineMetrics(requests);
        var observer = recorder?.Watch("engine", metrics, KvBlocks, Parallelism.Ranks, Energies) ?? metrics;
        var replica = new Replica("engine", NewEngine(observer), events);
        return new Fleet(events, [(replica, metrics)], new RoundRobin(), requests).Run(arrivals, untilSeconds, cancellation);
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
        return new HostTimes(host.StepSeconds, host.SequenceSeconds, host.RequestSeconds, host.KilotokenSeconds / 1000) { OutputSteps = host.OutputSteps };
    }
}
