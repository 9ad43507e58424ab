using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Schedules;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Precisions;

namespace Simulator.Cli.Options;

/// <summary>The options that say which training step of which model is meant.</summary>
internal sealed class TrainingOptions
{
    private const string Auto = "auto";
    private const double MostSkew = 4;
    private const int DefaultTokens = 4096;

    private static readonly Dictionary<string, ScheduleKind> Schedules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1f1b"] = ScheduleKind.OneForwardOneBackward,
        ["zero-bubble"] = ScheduleKind.ZeroBubble,
        ["gpipe"] = ScheduleKind.AllForward,
    };

    private readonly Option<string?> model = new("--model")
    {
        Description = "model: an id of 'gpusim list models', or the path of a Hugging Face config.json or of a description",
        HelpName = "ID",
    };

    private readonly Option<int?> globalBatch = Counts.Option("--global-batch",
        "sequences per step (default: as many as data-parallel ranks hold microbatches)");
    private readonly Option<int?> microBatch = Counts.Option("--micro-batch", "sequences that a rank computes at a time (default 1)");
    private readonly Option<int?> sequence = Counts.Option("--seq", "tokens per sequence (default 4096, or what the model takes at most)");
    private readonly Option<string?> skew = new("--routing-skew")
    {
        Description = "how uneven tokens choose experts: exponent of a Zipf law over the experts, from 0 to 4 (default 0: even)",
        HelpName = "S",
    };

    private readonly Option<string?> precision = new("--precision")
    {
        Description = $"recipe: {string.Join(", ", TrainingRecipe.Names)} (default bf16; fp8 is fp8-current)",
        HelpName = "NAME",
    };

    private readonly Option<string?> gradients = new("--gradients") { Description = "format of gradients: fp32 or bf16 (default fp32)", HelpName = "FORMAT" };
    private readonly Option<string?> moments = new("--moments")
    {
        Description = "format of the optimizer's moments: fp32 or bf16 (default fp32)",
        HelpName = "FORMAT",
    };

    private readonly Option<int?> nodes = Counts.Option("--nodes", "nodes of the cluster (default: the system's)");
    private readonly Option<int?> tp = Counts.Option("--tp", "tensor parallelism, with sequence parallelism (default 1)");
    private readonly Option<int?> pp = Counts.Option("--pp", "pipeline stages (default 1)");
    private readonly Option<int?> vp = Counts.Option("--vp", "parts of the model per stage, interleaved (default 1)");
    private readonly Option<int?> cp = Counts.Option("--cp", "context parallelism, a ring (default 1)");
    private readonly Option<int?> ep = Counts.Option("--ep", "expert parallelism (default 1)");
    private readonly Option<string?> dp = new("--dp")
    {
        Description = "data parallelism: a number, or auto for all that the other GPUs leave (default auto)",
        HelpName = "N|auto",
    };
    private readonly Option<int?> zero = Counts.Option("--zero",
        "what data-parallel ranks shard: 0 nothing, 1 optimizer states, 2 gradients, 3 weights (FSDP) (default 1)", 0);

    private readonly Option<string?> schedule = new("--schedule")
    {
        Description = $"pipeline schedule: {string.Join(", ", Schedules.Keys)} (default 1f1b, interleaved where --vp is above 1)",
        HelpName = "NAME",
    };
    private readonly Option<string?> stageLayers = new("--stage-layers")
    {
        Description = "layers of each part in order, such as 9,10,10,9 (default: even)",
        HelpName = "N,N,...",
    };
    private readonly Option<string?> recompute = new("--recompute")
    {
        Description = "what the backward pass computes again: none, selective or full (default none)",
        HelpName = "WHAT",
    };
    private readonly Option<int?> recomputeLayers = Counts.Option("--recompute-layers",
        "layers per part that are computed again with --recompute full (default all)");
    private readonly Option<string?> framework = new("--framework")
    {
        Description = "framework, which decides fusion, attention kernels and overlap: "
            + $"{string.Join(", ", FrameworkTraits.All.Select(f => f.Name))} (default megatron)",
        HelpName = "NAME",
    };

    private readonly Option<bool> graphs = new("--graphs") { Description = "launch with CUDA graphs: the host is out of the way" };

    /// <summary>The options by subject, for help.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups =>
    [
        ("Workload", [model, globalBatch, microBatch, sequence, skew]),
        ("Precision", [precision, gradients, moments]),
        ("Parallelism", [nodes, tp, pp, vp, cp, ep, dp, zero]),
        ("Execution", [schedule, stageLayers, recompute, recomputeLayers, framework, graphs]),
    ];

    /// <summary>Options that a search decides itself.</summary>
    private Option[] Searched => [microBatch, tp, pp, vp, cp, ep, dp, zero, stageLayers, recompute, recomputeLayers];

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    public void AddTo(Command command)
    {
        foreach (var option in Groups.SelectMany(g => g.Options))
            command.Add(option);
    }

    /// <summary>Sees to it that nothing is given that a search decides itself.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">Something is.</exception>
    public void CheckSearched(ParseResult parsed)
    {
        if (Searched.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given && !(given == dp && parsed.GetValue(dp) == Auto))
            throw new InputException("the search decides it; leave it out", key: given.Name);
        if (parsed.GetValue(globalBatch) is null)
            throw new InputException("missing; a search needs the sequences per step", key: globalBatch.Name);
    }

    /// <summary>The files that the step is read from.</summary>
    /// <param name="parsed">The command line.</param>
    public IEnumerable<string> Files(ParseResult parsed) =>
        parsed.GetValue(model) is { } id ? [ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)).PathOf(id)] : [];

    /// <summary>Reads the step that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="system">The system as it is described.</param>
    /// <returns>The step, on the system with the nodes asked for.</returns>
    /// <exception cref="InputException">The model is unknown, or an option cannot be used.</exception>
    public TrainingRequest Load(ParseResult parsed, SystemDescription system)
    {
        var id = parsed.GetValue(model) ?? throw new InputException("no model given; add --model ID ('gpusim list models' lists them)");
        var cluster = parsed.GetValue(nodes) is { } count ? system.WithNodes(count, SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs))) : system;
        var request = Request(parsed, id, cluster, Layout(parsed));
        var ranks = DataParallel(parsed, request);
        return request with
        {
            Parallelism = request.Parallelism with { Dp = ranks },
            GlobalBatch = parsed.GetValue(globalBatch) ?? checked(request.GlobalBatch * ranks),
        };
    }

    private TrainingRequest Request(ParseResult parsed, string id, SystemDescription cluster, TrainingParallelism layout)
    {
        var sequences = parsed.GetValue(microBatch) ?? 1;
        var description = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)).Load(id);
        var recipe = OptionErrors.FromKeys(() => TrainingRecipe.Parse(parsed.GetValue(precision) ?? "bf16").On(cluster.Gpu));
        return new TrainingRequest(
            description, cluster, parsed.GetValue(globalBatch) ?? checked(sequences * layout.Pp), sequences,
            parsed.GetValue(sequence) ?? Math.Min(DefaultTokens, description.MaxPositions), recipe, layout)
        {
            Recompute = Named(recompute, parsed, Enum.GetValues<Recomputation>().ToDictionary(r => EnumNames.Of(r), StringComparer.OrdinalIgnoreCase)),
            RecomputedLayers = parsed.GetValue(recomputeLayers),
            Schedule = Named(schedule, parsed, Schedules),
            Framework = Framework(parsed),
            GradientFormat = Wide(gradients, parsed),
            StateBytes = Wide(moments, parsed) == NumberFormats.Fp32 ? 12 : 8,
            RoutingSkew = Skew(parsed),
            StageLayers = Counted(parsed),
        };
    }

    private TrainingParallelism Layout(ParseResult parsed) => new()
    {
        Tp = parsed.GetValue(tp) ?? 1,
        Pp = parsed.GetValue(pp) ?? 1,
        Vp = parsed.GetValue(vp) ?? 1,
        Cp = parsed.GetValue(cp) ?? 1,
        Ep = parsed.GetValue(ep) ?? 1,
        Zero = parsed.GetValue(zero) ?? 1,
    };

    private int DataParallel(ParseResult parsed, TrainingRequest request)
    {
        var (p, cluster, text) = (request.Parallelism, request.System, parsed.GetValue(dp) ?? Auto);
        if (text != Auto)
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ranks) && ranks > 0
                ? ranks
                : throw new InputException($"'{text}' is not accepted; accepted: a whole number from 1, or {Auto}", key: dp.Name);
        }

        var each = (long)p.Tp * p.Pp * p.Cp;
        if (cluster.TotalGpus >= each && cluster.TotalGpus % each == 0)
            return (int)(cluster.TotalGpus / each);

        // What is wrong with the layout itself is said first.
        (request with { GlobalBatch = checked(request.MicroBatch * p.Pp), Parallelism = p with { Ep = 1 } }).Check();
        throw new InputException($"tp × pp × cp = {each} does not divide the {cluster.TotalGpus} GPUs of {cluster.Id}; accepted: divisors, or --dp N",
            key: dp.Name);
    }

    private FrameworkTraits Framework(ParseResult parsed)
    {
        var named = Named(framework, parsed, FrameworkTraits.All.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase), FrameworkTraits.Megatron);
        return parsed.GetValue(graphs) ? named with { Graphs = true } : named;
    }

    private static NumberFormat Wide(Option<string?> option, ParseResult parsed) => Named(
        option, parsed, new Dictionary<string, NumberFormat> { ["fp32"] = NumberFormats.Fp32, ["bf16"] = NumberFormats.Bf16 }, NumberFormats.Fp32);

    private static T Named<T>(Option<string?> option, ParseResult parsed, Dictionary<string, T> names, T otherwise = default!)
    {
        if (parsed.GetValue(option) is not { } text)
            return otherwise;
        return names.TryGetValue(text, out var found) ? found : throw new InputException(
            $"unknown name '{text}'; {NearestNames.Hint(text, names.Keys)}", key: option.Name);
    }

    private double Skew(ParseResult parsed)
    {
        if (parsed.GetValue(skew) is not { } text)
            return 0;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exponent) && exponent is >= 0 and <= MostSkew
            ? exponent
            : throw new InputException($"'{text}' is not accepted; accepted: a number from 0 to {MostSkew}", key: skew.Name);
    }

    private ImmutableArray<int> Counted(ParseResult parsed)
    {
        if (parsed.GetValue(stageLayers) is not { } text)
            return [];
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.All(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture))]
            : throw new InputException($"'{text}' is not accepted; accepted: whole numbers separated by commas", key: stageLayers.Name);
    }
}
