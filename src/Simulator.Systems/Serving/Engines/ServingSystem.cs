using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Splits;
using Simulator.Systems.Serving.Steps;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Energy;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Engines;

/// <summary>A model on a system behind one engine: what runs are made of. Step times stay known between runs; not thread-safe.</summary>
public sealed class ServingSystem
{
    private readonly KvBudget budget;
    private readonly IStepTimes steps;

    /// <summary>Works out memory and prepares step times.</summary>
    /// <param name="timing">The timing model.</param>
    /// <param name="model">The model; a decoder.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model; data-parallel groups are taken to be loaded alike.</param>
    /// <param name="settings">How the engine batches.</param>
    /// <param name="memoryFraction">The part of a GPU's memory that the engine may use, from 0 to 1.</param>
    /// <param name="drafter">What drafts tokens under speculation; null where that takes neither time nor memory.</param>
    /// <param name="energy">The energy model of the same GPU; null for times alone.</param>
    /// <param name="times">Step times of the same model, precisions and ranks; null for new ones.</param>
    /// <exception cref="InputException">The model does not decode, cannot be divided so, or leaves no memory for a KV cache.</exception>
    public ServingSystem(
        TimingModel timing,
        ModelDescription model,
        PrecisionRecipe recipe,
        Parallelism parallelism,
        EngineSettings settings,
        double memoryFraction = 0.9,
        Drafter? drafter = null,
        EnergyModel? energy = null,
        StepTimes? times = null)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        if (!model.Phases.Contains(Phase.Decode))
        {
            throw new InputException($"{model.Id} does not generate tokens; accepted: a decoder", key: "model");
        }

        (Model, Recipe, Parallelism, Settings) = (model, recipe, parallelism, settings with { MaxTokens = Math.Min(settings.MaxTokens, model.MaxPositions) });
        Hardware = timing.System;
        if (parallelism.Ranks > timing.System.TotalGpus)
        {
            throw new InputException($"{parallelism} needs {parallelism.Ranks} GPUs; {timing.System.Id} has {timing.System.TotalGpus}", key: "tp");
        }

        budget = KvBudget.Of(timing.System.Gpu, model, recipe, parallelism, settings, memoryFraction, drafter);
        var simulator = new StepSimulator(timing, energy: energy);
        Times = times ?? new StepTimes(simulator, model, recipe, parallelism);
        steps = settings.Graphs is null ? Times : new LaunchedStepTimes(Times, simulator, model, recipe, parallelism);
        steps = drafter is null || settings.Speculation is null ? steps : drafter.Beside(steps, simulator);
        Energies = energy is null || drafter is not null ? null : new StepEnergies(simulator, energy, model, recipe, parallelism);
    }

    /// <summary>The model.</summary>
    public ModelDescription Model { get; }

    /// <summary>The precisions.</summary>
    public PrecisionRecipe Recipe { get; }

    /// <summary>The GPUs and their networks.</summary>
    public SystemDescription Hardware { get; }

    /// <summary>How ranks divide it.</summary>
    public Parallelism Parallelism { get; }

    /// <summary>How the engine batches.</summary>
    public EngineSettings Settings { get; }

    /// <summary>The GPU's time of a step, without a drafter and without the host's launches.</summary>
    public StepTimes Times { get; }

    /// <summary>What the KV cache has room for.</summary>
    public KvBudget Budget => budget;

    /// <summary>
    /// The time of a step where feed-forwards are on GPUs of their own; null where they are not. <see cref="Times"/> is of attention alone then.
    /// </summary>
    public SplitStepTimes? Split { get; internal set; }

    /// <summary>GPUs of attention and of feed-forwards.</summary>
    public int Gpus => Parallelism.Ranks + (Split?.FfnGpus ?? 0);

    /// <summary>The energy of a step; null where it is not known: without an energy model, or with a drafter.</summary>
    public StepEnergies? Energies { get; }

    /// <summary>Blocks of the KV cache of one data-parallel group.</summary>
    public long KvBlocks => budget.Blocks;

    /// <summary>Tokens of all sequences that the KV cache of one data-parallel group holds.</summary>
    public long KvTokens => budget.Blocks * Settings.BlockTokens;

    /// <summary>A new engine, with an empty cache, of one data-parallel group.</summary>
    /// <param name="observer">Is told what happens.</param>
    /// <returns>The engine.</returns>
    public ServingEngine NewEngine(IEngineObserver observer) => new((IStepTimes?)Split ?? steps, NewPool(), Settings, observer);

    /// <summary>A new engine with chance of its own.</summary>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="seed">The seed of what speculation draws.</param>
    /// <returns>The engine.</returns>
    public ServingEngine NewEngine(IEngineObserver observer, int seed) =>
        new((IStepTimes?)Split ?? steps, NewPool(), Settings with { Speculation = Settings.Speculation?.Seeded(seed) }, observer);

    /// <summary>A new, empty KV cache of one data-parallel group.</summary>
    /// <returns>The cache.</returns>
    public KvPool NewPool() => new(budget.Blocks, budget.Layout);

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
        Func<string, IEngineObserver?>? observe = recorder is null ? null : name => recorder.Watch(name, KvBlocks, Gpus, Energies);
        var pool = new EnginePool(new PoolSettings("engine") { Gpus = Gpus }, events, new RoundRobin(), requests, NewEngine, observe);
        return new Fleet(events, pool, requests).Run(arrivals, untilSeconds, cancellation);
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
        ServingEngine[] engines = [.. metrics.Select((m, group) => NewEngine(m, (Settings.Speculation?.Seed ?? 0) + group))];
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
