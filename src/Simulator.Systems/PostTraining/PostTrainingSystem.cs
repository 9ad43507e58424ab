using Simulator.Hardware.Errors;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.PostTraining.Learning;
using Simulator.Systems.PostTraining.Results;
using Simulator.Systems.PostTraining.Weights;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Variates;
using Simulator.Systems.Training;
using Simulator.Timing;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.PostTraining;

/// <summary>Rollout engines, a learner and what joins them, put together from a description. Not thread-safe.</summary>
public sealed class PostTrainingSystem
{
    private readonly TimingModel timing;
    private readonly PrecisionRecipe recipe;
    private readonly Parallelism engine;
    private readonly LogNormalVariate answers;

    /// <summary>Puts a system together.</summary>
    /// <param name="description">What is run.</param>
    /// <param name="timing">The timing model of the system, sized for its GPUs.</param>
    /// <param name="load">Finds the model of an id.</param>
    /// <exception cref="InputException">Something is unknown, contradicts itself, does not divide or does not fit; the key is the description's.</exception>
    public PostTrainingSystem(PostTrainingDescription description, TimingModel timing, Func<string, ModelDescription> load)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(load);
        (Description, this.timing, Model) = (description, timing, load(description.Model));
        description.Check(Model, timing.System);
        RolloutGpus = description.RolloutGpusOn(timing.System);
        LearnerGpus = description.LearnerGpusOn(timing.System);
        LongestOutput = description.LongestOutput(Model);
        answers = new LogNormalVariate(description.Output, description.P99(), "output_p99");
        recipe = LearnerKeys.Keyed("rollout_precision", () => PrecisionRecipe.Parse(description.RolloutPrecision, Model));
        recipe = description.Kv is { } kv ? recipe.WithKv(kv) : recipe;
        engine = new Parallelism { Tp = description.RolloutTp, Ep = description.RolloutEp, NodeSize = timing.System.ScaleUp.Gpus };
        Learner = LearnerAssembly.Of(description, Model, LearnerGpus, timing, load);
        (Rollout, Swap) = CreateRollout();
        Sync = CreateSync();
    }

    /// <summary>What is run.</summary>
    public PostTrainingDescription Description { get; }

    /// <summary>The model that learns.</summary>
    public ModelDescription Model { get; }

    /// <summary>GPUs that generate.</summary>
    public int RolloutGpus { get; }

    /// <summary>GPUs that learn: the same ones on one pool.</summary>
    public int LearnerGpus { get; }

    /// <summary>All GPUs.</summary>
    public int Gpus => Description.Placement == Placement.OnePool ? RolloutGpus : RolloutGpus + LearnerGpus;

    /// <summary>The longest answer in tokens.</summary>
    public int LongestOutput { get; }

    /// <summary>The standard deviation of the logarithm of answers' lengths.</summary>
    public double LengthSpread => answers.Sigma;

    /// <summary>One of the rollout engines.</summary>
    public ServingSystem Rollout { get; }

    /// <summary>An engine's weights on one GPU, in bytes.</summary>
    public double RolloutWeightBytes => WeightFootprint.PerRank(Model, recipe, engine).Bytes;

    /// <summary>The learner.</summary>
    public LearnerModel Learner { get; }

    /// <summary>What stays on the device and what goes to the host between phases; null where pools are split.</summary>
    public HostSwap? Swap { get; }

    /// <summary>What new weights take.</summary>
    public SyncTimes Sync { get; }

    /// <summary>Runs the iterations asked for.</summary>
    /// <param name="record">Whether what engines and learner do is recorded.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public PostTrainingResult Run(bool record = false, CancellationToken cancellation = default) =>
        new PostTrainingSimulation(Plan with { Record = record }).Run(cancellation);

    /// <summary>What the simulation is given.</summary>
    public PostTrainingPlan Plan => new()
    {
        NewEngine = Rollout.NewEngine,
        Engines = RolloutGpus / engine.Ranks,
        GpusPerEngine = engine.Ranks,
        LearnerGpus = Description.Placement == Placement.OnePool ? 0 : LearnerGpus,
        Learner = Learner,
        Sync = Sync,
        Prompts = Description.Prompts,
        Samples = Description.Samples,
        Lengths = new CappedLengths(new IndependentLengths(new ConstantVariate(Description.Input), answers), int.MaxValue, LongestOutput),
        Staleness = Description.Staleness,
        Interrupt = Description.Interrupt,
        RecomputeCache = Description.RecomputeCache,
        RewardSeconds = Description.Reward == RewardKind.Rule ? Description.RewardSeconds : 0,
        RewardWorkers = Description.RewardWorkers,
        Warmup = Description.Warmup ?? Description.Staleness + 1,
        Iterations = Description.Iterations,
        Seed = (ulong)Description.Seed,
    };

    /// <summary>Dollars of an iteration, of GPU-hours alone.</summary>
    /// <param name="result">The run.</param>
    /// <returns>Dollars.</returns>
    public double DollarsPerIteration(PostTrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.IterationSeconds / 3600 * Gpus * Description.Price;
    }

    private (ServingSystem Rollout, HostSwap? Swap) CreateRollout()
    {
        if (Description.Placement == Placement.Split)
            return (NewEngines(0), null);
        OffloadKind[] choices = Description.Offload == OffloadKind.Auto
            ? [OffloadKind.Keep, OffloadKind.Optimizer, OffloadKind.All]
            : [Description.Offload];
        foreach (var swap in choices.Select(c => HostSwap.Of(c, Learner)))
        {
            try
            {
                var engines = NewEngines(swap.ResidentBytes);
                if (swap.Kind == choices[^1] || engines.KvTokens >= CacheWanted)
                    return (engines, swap);
            }
            catch (InputException) when (swap.Kind != choices[^1])
            {
                // Too little room beside what would stay; the next choice leaves more.
            }
        }

        throw new InvalidOperationException("no choice was tried");
    }

    /// <summary>Tokens of an engine's answers if all were in flight at their mean length.</summary>
    private double CacheWanted
    {
        get
        {
            var answers = (double)Description.Prompts * Description.Samples / (RolloutGpus / engine.Ranks);
            return Math.Min(answers, Description.MaxSequences) * (Description.Input + Description.Output);
        }
    }

    private ServingSystem NewEngines(double residentBytes)
    {
        var settings = new EngineSettings
        {
            TokenBudget = Description.TokenBudget,
            MaxSequences = Description.MaxSequences,
            Host = LearnerKeys.OfRollout(() => ServingSystem.HostOf(timing.Rates.Coefficients, Description.Stack)),
        };
        var fraction = Description.MemoryFraction - (residentBytes / timing.System.Gpu.Memory.Bytes);
        var engines = LearnerKeys.OfRollout(() => new ServingSystem(timing, Model, recipe, engine, settings, fraction));
        return engines.KvTokens >= Description.Input + LongestOutput ? engines : throw new InputException(
            $"the KV cache of {engines.KvTokens} tokens does not hold the longest answer of {Description.Input} + {LongestOutput} tokens; raise it",
            key: "rollout_tp");
    }

    private SyncTimes CreateSync()
    {
        var template = Learner.Settings.Template;
        var transfer = new WeightTransfer(new LayerPricing(timing, template.Framework), template, recipe, engine, RolloutGpus);
        var host = HostSwap.HostRate(timing);
        var reward = Learner.RewardBytes / host;
        return Swap is { } swap
            ? new SyncTimes(transfer.WithinPool(), 0, (swap.InBytes / host) + reward, swap.OutBytes / host)
            : transfer.BetweenPools(Description.Sync, Description.CastBeforeSync) with
            {
                Before = (Learner.KeepsReference ? 0 : Learner.ReferenceBytes / host) + reward,
            };
    }
}
