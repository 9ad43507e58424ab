using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim serve</c>: what users of a model behind an engine see, request by request.</summary>
internal sealed class ServeCommand
{
    private static readonly string[] Examples =
    [
        "serve configs/serving/llama-70b-h100.yaml",
        "serve llama-70b-h100 --concurrency 256 --slo-tpot 50ms --json served.json",
        "serve --gpu b200-sxm --model gpt-oss-120b --tp 2 --stack trtllm --rate 20 --requests 5000 --input 2048 --output 512",
        "serve llama-70b-h100 --gpu-hour-price 2.5USD --name llama-70b --timeline served.trace.json",
        "serve llama-70b-h100 --curve concurrency=1,2,4,8,16,32,64,128,256 --name front --run h100",
    ];

    private readonly TextWriter output;
    private readonly Argument<string?> name = new("CONFIG")
    {
        Description = "a name in serving/, or a path (text with a / or ending in .yaml); options replace its values",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly CoefficientOptions coefficients = new();
    private readonly Option<string?> json = new("--json")
    {
        Description = "writes the results as JSON; without a file or with -, to standard output in place of the tables",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Dictionary<string, Option<string?>> engine = Options(
        ("gpu", "GPU: an id of 'gpusim list gpus', or a path; its default node"),
        ("system", "node or cluster in place of --gpu"),
        ("model", "model: an id of 'gpusim list models', or a path"),
        ("precision", "recipe of the layers' matrix products (default published)"),
        ("kv", "format of the KV cache (default: the recipe's)"),
        ("tp", "tensor parallelism (default 1)"),
        ("dp", "data-parallel groups of attention (default 1)"),
        ("ep", "expert parallelism (default: 1, or all GPUs where --dp is above 1)"),
        ("stack", "whose host times are added: vllm, trtllm, sglang (default vllm)"),
        ("scheduler", "mixed (prompts share steps with decodes, the default) or prefill-first"),
        ("asynchronous", "true where host time runs beside the GPU's (default false)"),
        ("token_budget", "most tokens of one step (default 8192)"),
        ("max_sequences", "most sequences in flight (default 1024)"),
        ("chunked_prefill", "whether a prompt may be divided over steps (default true)"),
        ("block_tokens", "tokens of a block of the KV cache (default 16)"),
        ("memory_fraction", "the part of a GPU's memory that the engine may use (default 0.9)"));

    private readonly Dictionary<string, Option<string?>> requests = Options(
        ("concurrency", "clients of a closed loop"),
        ("rate", "requests per second of a random process"),
        ("burstiness", "deviation of its intervals over their mean (default 1: Poisson)"),
        ("trace", "recorded requests: CSV with arrival_s,input_tokens,output_tokens"),
        ("requests", "requests in all (default: ten per client, or 1000)"),
        ("input", "longest prompt in tokens (default 1024)"),
        ("output", "longest answer in tokens (default 1024)"),
        ("shortest", "the shortest over the longest; lengths are drawn evenly between (default 1)"),
        ("duration", "ends at that simulated time, such as 60s (default: when all are answered)"),
        ("slo_ttft", "longest time to first token that counts for goodput, such as 500ms"),
        ("slo_tpot", "longest time per output token that counts for goodput, such as 30ms"),
        ("seed", "seed of all chance (default 1)"));

    private readonly Dictionary<string, Option<string?>> money = Options(
        ("gpu_hour_price", "price of a GPU for an hour, such as 2.5USD (default: an estimate of its parts alone)"),
        ("kilowatt_hour_price", "price of a kilowatt-hour on top of it, such as 0.1USD (default: none)"));

    private readonly ServingCurveOptions curve = new();
    private readonly ServingOutputOptions outputs = new();

    private ServeCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new ServeCommand(output);
        var command = new Command("serve", "simulate a model behind a serving engine: latency, throughput, queue and cache under requests that come and go")
        {
            verb.name,
        };
        Option[] results = [.. verb.coefficients.All, .. verb.money.Values, verb.json, .. verb.outputs.All];
        foreach (var option in verb.engine.Values.Concat(verb.requests.Values).Concat(verb.curve.All).Concat(results))
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic([("Engine", [.. verb.engine.Values]), ("Requests", [.. verb.requests.Values]), ("Several loads", verb.curve.All),
            ("Results", results)], Examples));
        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        var description = Read(parsed, configs);
        var systems = SystemCatalog.Open(configs);
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var system = (description.Gpu, description.System) switch
        {
            ({ } gpu, null) => SystemCatalog.DefaultFor(systems.Gpus.Load(gpu)),
            (null, { } node) => systems.Load(node),
            _ => throw new InputException("accepted: one of gpu and system", key: "gpu"),
        };
        var technology = Technologies.Load(parsed);
        var setting = new ServingSetting(description, system, description.ToPrice(system.Gpu, technology), NewSystem)
        {
            Inputs = [.. Inputs(parsed, configs, description, systems, models)],
        };
        var files = new OutputFiles(output);
        return curve.IsGiven(parsed) ? RunCurve(parsed, setting, files, cancellation) : RunOne(parsed, setting, files, cancellation);

        ServingSystem NewSystem() =>
            OptionErrors.FromKeys(() => description.ToSystem(new TimingModel(system, coefficients.Load(parsed)), models.Load, technology));
    }

    private int RunOne(ParseResult parsed, ServingSetting setting, OutputFiles files, CancellationToken cancellation)
    {
        var description = setting.Description;
        var serving = setting.NewSystem();
        var recorder = new RunRecorder(outputs.Timeline(parsed));
        var until = description.DurationSeconds ?? double.PositiveInfinity;
        var result = serving.Run(description.ToArrivals(), description.Objective, until, recorder, cancellation);
        var outcome = ServingOutcome.Of(result, recorder, serving.Parallelism.Dp, setting.Price);
        var title = Title(description, serving, setting.System.Gpu.Id);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, ServingResultJson.Write(setting, serving, description, outcome));
        }

        var kept = outputs.Add(parsed, files, title, setting, serving, outcome);
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            ServingResultView.Draw(console, title, serving, outcome);
            ResultsView.Draw(console, kept);
        }

        return ExitCode.Success;
    }

    private int RunCurve(ParseResult parsed, ServingSetting setting, OutputFiles files, CancellationToken cancellation)
    {
        outputs.RefuseWithCurve(parsed);
        var serving = setting.NewSystem();
        var points = curve.Run(parsed, setting, cancellation);
        var title = $"{Title(setting.Description, serving, setting.System.Gpu.Id)}, several loads";
        var document = ServingResultJson.Write(setting, serving, points);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, document);
        }

        var kept = outputs.AddCurve(parsed, files, title, setting, document, points, curve.Key(parsed));
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            ServingCurveView.Draw(console, title, curve.Key(parsed), points);
            ResultsView.Draw(console, kept);
        }

        return ExitCode.Success;
    }

    private IEnumerable<string> Inputs(ParseResult parsed, string configs, ServingDescription description, SystemCatalog systems, ModelCatalog models)
    {
        yield return CalibrationFile.PathOf(configs, coefficients.CalibrationName(parsed));
        yield return description.Gpu is { } gpu ? systems.Gpus.PathOf(gpu) : systems.PathOf(description.System!);
        yield return models.PathOf(description.Model);
        yield return description.Trace ?? "";
        if (parsed.GetValue(name) is { } file)
        {
            yield return PathOf(file, configs);
        }
    }

    private ServingDescription Read(ParseResult parsed, string configs)
    {
        DescriptionOverride[] changes =
        [
            .. engine.Concat(requests).Concat(money).Where(o => parsed.GetValue(o.Value) is not null)
                .Select(o => new DescriptionOverride(o.Key, parsed.GetValue(o.Value)!) { Option = o.Value.Name }),
        ];
        if (parsed.GetValue(name) is not { } file)
        {
            return changes.Length == 0
                ? throw new InputException("nothing to serve; add a file of configs/serving/, or --gpu, --model and --concurrency")
                : DescriptionReader.Bind<ServingDescription>(YamlFile.Parse("{}", "options"), changes).Value;
        }

        return DescriptionReader.Read<ServingDescription>(PathOf(file, configs), changes).Value;
    }

    private static string PathOf(string file, string configs) =>
        file.Contains('/', StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal)
            ? file
            : Path.Combine(configs, "serving", file + ".yaml");

    private static string Title(ServingDescription description, ServingSystem serving, string gpu) =>
        $"{serving.Model.Name}, {description.Precision}, {serving.Parallelism} on {gpu}, {description.Stack}, {EnumNames.Of(description.Scheduler)}";

    private static Dictionary<string, Option<string?>> Options(params (string Key, string Description)[] options) => options.ToDictionary(
        o => o.Key, o => new Option<string?>("--" + o.Key.Replace('_', '-')) { Description = o.Description, HelpName = "VALUE" }, StringComparer.Ordinal);
}
