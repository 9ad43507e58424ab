using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Pipelines;
using Simulator.Systems.Serving.Pipelines.Descriptions;
using Simulator.Systems.Serving.Pipelines.Splits;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim pipeline</c>: what users of a system of models see, and how to split GPUs over its pools.</summary>
internal sealed class PipelineCommand
{
    private const string CheapestSplit = "cheapest-split";
    private const string BestSplit = "best-split";
    private const int MostGpus = 1024;

    private static readonly string[] Examples =
    [
        "pipeline voice-assistant",
        "pipeline agent-loop --rate 2 --replicas agent=4 --json agent.json",
        "pipeline voice-assistant --rate 4 --find cheapest-split --slo 20s",
        "pipeline voice-assistant --rate 4 --find best-split --gpus 16",
    ];

    private readonly TextWriter output;
    private readonly Argument<string> name = new("CONFIG")
    {
        Description = "a name in pipelines/, or a path (text with a / or ending in .yaml); options replace its values",
    };

    private readonly CoefficientOptions coefficients = new();
    private readonly Option<string?> replicas = new("--replicas")
    {
        Description = "replicas of pools, such as planner=2,answer=4 (default: the file's)",
        HelpName = "POOL=N,...",
    };

    private readonly Option<string?> find = new("--find")
    {
        Description = "cheapest-split: the cheapest replicas that keep the objective; best-split: the best within --gpus; both by simulated local search",
        HelpName = "GOAL",
    };

    private readonly Option<int?> gpus = new("--gpus") { Description = "most GPUs of all pools together, with --find (default 1024)", HelpName = "N" };
    private readonly Option<string?> json = FileOption.Json("the results");

    private readonly Dictionary<string, Option<string?>> requests = Options(
        ("rate", "requests per second of a random process"),
        ("burstiness", "deviation of its intervals over their mean (default 1: Poisson)"),
        ("peak", "highest rate of the day over its mean, up to 2 (default: constant)"),
        ("period", "length of a day (default 24h)"),
        ("concurrency", "clients of a closed loop"),
        ("trace", "recorded requests: CSV, or an Azure LLM or Mooncake trace as published"),
        ("time_scale", "what the trace's times are multiplied by (default 1)"),
        ("requests", "requests in all (default: ten per client, 1000, or the whole trace)"),
        ("input", "tokens of a request; the mean with --input-p99 (default 256)"),
        ("input_p99", "99th percentile of them, which are log-normal then"),
        ("duration", "ends at that simulated time, such as 60s (default: when all are answered)"),
        ("slo", "longest end-to-end latency that counts for goodput, such as 20s"),
        ("slo_share", "part of the requests that must keep it (default 0.95)"),
        ("seed", "seed of all chance (default 1)"));

    private PipelineCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new PipelineCommand(output);
        var command = new Command("pipeline", "simulate a system of models: latency by node, critical path, utilisation by pool, the cheapest split of GPUs")
        {
            verb.name,
        };
        Option[] split = [verb.replicas, verb.find, verb.gpus];
        Option[] results = [.. verb.coefficients.All, verb.json];
        foreach (var option in verb.requests.Values.Concat(split).Concat(results))
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([("Requests", [.. verb.requests.Values]), ("GPUs", split), ("Results", results)], Examples));
        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        var path = PathOf(parsed.GetValue(name)!, configs);
        var description = Read(parsed, path);
        var goal = parsed.GetValue(find);
        if (goal is not (null or CheapestSplit or BestSplit))
        {
            throw new InputException($"unknown goal '{goal}'; {NearestNames.Hint(goal, [CheapestSplit, BestSplit])}", key: find.Name);
        }

        var most = parsed.GetValue(gpus);
        if (goal is null != most is null && (goal is null || goal == BestSplit))
        {
            throw new InputException("accepted: together with --find cheapest-split or best-split, and always with the latter", key: gpus.Name);
        }

        if (most < 1 || (goal is not null && description.SloSeconds is null))
        {
            throw most < 1
                ? new InputException($"{most} is out of range; accepted: at least 1", key: gpus.Name)
                : new InputException("a split is judged by the objective; accepted: together with --slo, or slo in the file", key: find.Name);
        }

        var system = InFile(path, () => Build(parsed, description, configs, coefficients.Load(parsed)));
        var count = ReplicasOf(parsed, description);
        IArrivals Arrivals() => InFile(path, description.ToArrivals);
        var until = description.DurationSeconds ?? double.PositiveInfinity;
        SplitAnswer? answer = null;
        if (goal is not null)
        {
            var search = new SplitSearch(system, Arrivals, description.Objective, (ulong)description.Seed, most ?? MostGpus, until, cancellation);
            answer = OptionErrors.FromTrainingKeys(() => goal == BestSplit ? search.Best(count) : search.Cheapest(count));
        }

        var arrivals = Arrivals();
        var result = answer?.Best.Result ?? system.Run(count, arrivals, description.Objective, (ulong)description.Seed, until, cancellation);
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, PipelineJson.Write(result, answer));
        }

        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            console.WriteLine(description.Name ?? Path.GetFileNameWithoutExtension(path));
            PipelineView.Draw(console, result, description.Objective);
            ServingResultView.DrawRejected(console, (arrivals as RecordedArrivals)?.Rejected);
            if (answer is not null)
            {
                PipelineView.DrawSplits(console, system, answer, description.Objective);
            }
        }

        return ExitCode.Success;
    }

    /// <summary>Makes a system of models with the catalogues of the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="description">The system.</param>
    /// <param name="configs">The directory of GPUs and systems.</param>
    /// <param name="used">The timing model's coefficients.</param>
    /// <returns>The system.</returns>
    public static PipelineSystem Build(ParseResult parsed, PipelineDescription description, string configs, TimingCoefficients used)
    {
        var systems = SystemCatalog.Open(configs);
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        return new PipelineBuilder(description, Timing, models.Load).Build();

        TimingModel Timing(PoolDescription pool) => new(
            (pool.Gpu, pool.System) switch
            {
                ({ } gpu, null) => SystemCatalog.DefaultFor(systems.Gpus.Load(gpu)),
                (null, { } node) => systems.Load(node),
                _ => throw new InputException("accepted: one of gpu and system", key: "gpu"),
            },
            used);
    }

    private PipelineDescription Read(ParseResult parsed, string path) => DescriptionReader.Read<PipelineDescription>(
        path,
        RequestSources.InPlace(
        [
            .. requests.Where(o => parsed.GetValue(o.Value) is not null)
                .Select(o => new DescriptionOverride(o.Key, parsed.GetValue(o.Value)!) { Option = o.Value.Name }),
        ])).Value;

    private ImmutableArray<int> ReplicasOf(ParseResult parsed, PipelineDescription description)
    {
        var count = description.Replicas;
        foreach (var part in (parsed.GetValue(replicas) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pool = part.Split('=')[0];
            if (!description.Pools.ContainsKey(pool))
            {
                throw new InputException($"unknown pool '{pool}'; {NearestNames.Hint(pool, description.Pools.Keys)}", key: replicas.Name);
            }

            count = part.Split('=') is [_, var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= 4096
                ? count.SetItem(description.Pools.Keys.TakeWhile(p => p != pool).Count(), number)
                : throw new InputException($"'{part}' is not accepted; accepted: POOL=N with N from 1 to 4096", key: replicas.Name);
        }

        return count;
    }

    private static string PathOf(string given, string configs)
    {
        if (given.Contains('/', StringComparison.Ordinal) || given.EndsWith(".yaml", StringComparison.Ordinal))
        {
            return given;
        }

        var folder = Path.Combine(configs, "pipelines");
        List<string> known = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
            : [];
        return known.Contains(given)
            ? Path.Combine(folder, given + ".yaml")
            : throw new InputException($"no such system of models '{given}' in {folder}; {NearestNames.Hint(given, known)}");
    }

    /// <summary>Names the file in errors about what it says.</summary>
    private static T InFile<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null)
        {
            throw new InputException(error.Problem, path, null, error.Key, error);
        }
    }

    private static Dictionary<string, Option<string?>> Options(params (string Key, string Description)[] options) => options.ToDictionary(
        o => o.Key, o => new Option<string?>("--" + o.Key.Replace('_', '-')) { Description = o.Description, HelpName = "VALUE" }, StringComparer.Ordinal);
}
