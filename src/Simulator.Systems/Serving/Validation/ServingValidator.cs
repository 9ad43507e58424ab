using System.Collections.Concurrent;
using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Validation;

/// <summary>Predicts measured closed-loop runs.</summary>
/// <param name="system">Finds the node of a GPU's id.</param>
/// <param name="model">Finds a model by the catalogue's id.</param>
/// <param name="coefficients">The coefficients.</param>
public sealed class ServingValidator(Func<string, SystemDescription> system, Func<string, ModelDescription> model, TimingCoefficients coefficients)
{
    private const double ShortestLength = 0.8;
    private const int RequestsPerClient = 10;
    private const int NodeGpus = 8;
    private const int RackGpus = 72;
    private static readonly ImmutableArray<string> Suffixes = ["-instruct", "-nvfp4", "-fp8", "-fp4", "-0528", "-2507"];

    private readonly ConcurrentDictionary<string, Lazy<TimingModel>> timings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Gpu, string Model, string Precision, string Stack, Parallelism Ranks), StepTimes> times = [];

    /// <summary>The scale-up domain of a GPU's id, derived from its links: 72 GPUs where the GPU comes in racks (GB200, GB300), else a node of eight.</summary>
    /// <param name="systems">Where GPUs are found.</param>
    /// <returns>Finds the system of an id.</returns>
    public static Func<string, SystemDescription> Domains(SystemCatalog systems)
    {
        ArgumentNullException.ThrowIfNull(systems);
        return gpu => SystemCatalog.DefaultFor(systems.Gpus.Load(gpu), DomainOf(gpu));
    }

    /// <summary>Predicts runs. Step times stay known between calls, so that host times can be tried one after the other.</summary>
    /// <param name="runs">The measured runs.</param>
    /// <param name="hosts">The host times; null for those of the coefficients.</param>
    /// <param name="cancellation">Ends early.</param>
    /// <returns>The runs with their predictions in the same order, and those that cannot be predicted, with reasons.</returns>
    public (ImmutableArray<ServingComparison> Compared, ImmutableArray<(MeasuredServing Run, string Reason)> Refused) Compare(
        IReadOnlyList<MeasuredServing> runs, ServingCoefficients? hosts = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var used = coefficients with { Serving = hosts ?? coefficients.Serving };
        var results = new ServingComparison?[runs.Count];
        var reasons = new string?[runs.Count];
        var groups = runs.Select((Run, Index) => (Run, Index)).GroupBy(r => Key(r.Run));
        Parallel.ForEach(groups, new ParallelOptions { CancellationToken = cancellation }, group =>
        {
            foreach (var (run, index) in group)
            {
                try
                {
                    var serving = System(run, used);
                    var clients = run.Concurrency;
                    var lengths = new UniformLengths(run.InputTokens, run.OutputTokens, ShortestLength);
                    var arrivals = new ClosedLoop(clients, (long)RequestsPerClient * clients, lengths, new RandomSource((ulong)run.Line));
                    results[index] = new ServingComparison(run,
                        serving.Parallelism.Dp > 1 ? serving.RunGroups(arrivals, cancellation) : serving.Run(arrivals, cancellation: cancellation));
                }
                catch (InputException refusal)
                {
                    reasons[index] = refusal.Message;
                }
            }
        });
        return ([.. results.OfType<ServingComparison>()], [.. runs.Select((r, i) => (r, reasons[i]!)).Where(r => r.Item2 is not null)]);
    }

    private static (string Gpu, string Model, string Precision, string Stack, Parallelism Ranks) Key(MeasuredServing run) =>
        (run.Gpu, run.Model, run.Precision, run.Stack, Ranks(run));

    /// <summary>
    /// The engine of a run. FP8 and FP4 mean what the model is published in under these names: FP8 with block scales but for Llama, mxfp4 experts for
    /// gpt-oss, nvfp4 otherwise; INT4 is of weights alone.
    /// </summary>
    private ServingSystem System(MeasuredServing run, TimingCoefficients used)
    {
        var timing = timings.GetOrAdd(run.Gpu, gpu => new Lazy<TimingModel>(() => new TimingModel(system(gpu), coefficients))).Value;
        var served = model(ModelId(run.Model));
        var recipe = Recipe(run, served, timing);
        var ranks = Ranks(run);
        var drafts = LaunchScript.DraftTokens(run, served, ranks);
        var settings = LaunchScript.Settings(run, served, ranks) with
        {
            Speculation = drafts > 0 ? new Speculation(drafts, [LaunchScript.Acceptance], run.Line) : null,
            Host = ServingSystem.HostOf(used, run.Stack),
        };
        var fraction = LaunchScript.MemoryFraction(run, served);
        var steps = times.GetOrAdd(Key(run), _ => new StepTimes(new StepSimulator(timing), served, recipe, ranks));
        var drafter = drafts > 0 ? Drafter.Mtp(served, recipe, ranks) : null;
        return new ServingSystem(timing, served, recipe, ranks, settings, fraction, drafter, times: steps);
    }

    private static PrecisionRecipe Recipe(MeasuredServing run, ModelDescription served, TimingModel timing)
    {
        if (served.Id.StartsWith("gpt-oss", StringComparison.Ordinal))
        {
            var published = PrecisionRecipe.Follow(served);
            published = timing.System.Gpu.Tensor.BlockScaled ? published.With(WeightComponent.Experts, GemmPrecisions.W4A8Mxfp4) : published;
            return LaunchScript.HasNarrowCache(run, served, timing.System.Gpu) ? published.WithKv(NumberFormats.Parse("fp8")) : published;
        }

        var name = run.Precision switch
        {
            "" or "bf16" => "bf16",
            "fp8" when served.Quantisation is not null => PrecisionRecipe.PublishedName,
            "fp8" when !served.Id.StartsWith("llama", StringComparison.Ordinal) => "fp8-block",
            "fp4" => "nvfp4",
            "int4" => "w4a16",
            var other => other,
        };
        var recipe = PrecisionRecipe.Parse(name, served);
        return recipe.WithKv(NumberFormats.Parse(LaunchScript.HasNarrowCache(run, served, timing.System.Gpu) ? "fp8" : "bf16"));
    }

    /// <summary>
    /// As recorded; but where the experts' two degrees are alike and their product exceeds a node, each was recorded as the number of GPUs, and so was
    /// counted twice: such a run has as many ranks as one of them.
    /// </summary>
    private static Parallelism Ranks(MeasuredServing run)
    {
        var recorded = run.Tp * run.AttentionDp;
        var twice = run.MoeTp == run.MoeEp && recorded == run.MoeTp * run.MoeEp && recorded > NodeGpus;
        var ranks = twice ? run.MoeEp : recorded;
        var groups = Math.Min(run.AttentionDp, ranks);
        return new Parallelism { Tp = ranks / groups, Dp = groups, Ep = run.MoeEp, NodeSize = DomainOf(run.Gpu) };
    }

    private static int DomainOf(string gpu) => gpu.StartsWith("gb", StringComparison.Ordinal) ? RackGpus : NodeGpus;

    // Makers' suffixes of instruction tuning and of formats are no part of the catalogue's names: the precision has a column of its own.
    private static string ModelId(string name)
    {
        var id = name[(name.LastIndexOf('/') + 1)..].ToLowerInvariant().Replace("meta-", "", StringComparison.Ordinal);
        return Suffixes.Aggregate(id, (text, suffix) => text.Replace(suffix, "", StringComparison.Ordinal));
    }
}
