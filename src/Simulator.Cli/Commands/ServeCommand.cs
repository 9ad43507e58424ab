using System.CommandLine;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Replications;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;
using Spectre.Console;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim serve</c>: what users of a model behind an engine see, request by request.</summary>
internal sealed class ServeCommand
{
    private static readonly string[] Examples =
    [
        "serve configs/serving/llama-70b-h100.yaml",
        "serve llama-70b-h100 --concurrency 256 --slo-tpot 50ms --json served.json",
        "serve llama-70b-hopper-blackwell --replications 8 --set transfer.link=ethernet",
        "serve --gpu b200-sxm --model gpt-oss-120b --tp 2 --stack trtllm --rate 20 --requests 5000 --input 2048 --output 512",
        "serve llama-70b-h100 --gpu-hour-price 2.5USD --name llama-70b --timeline served.trace.json",
        "serve llama-70b-h100 --curve concurrency=1,2,4,8,16,32,64,128,256 --name front --run h100",
        "serve llama-70b-h100 --find max-rate --gpus 8 --slo ttft=500ms,tpot=30ms",
        "serve llama-70b-h100 --find best-split --gpus 16 --gpus-of h100-sxm,b200-sxm --gpu-price h100-sxm=2.5,b200-sxm=5",
    ];

    private readonly TextWriter output;
    private readonly Argument<string?> name = new("CONFIG")
    {
        Description = "a name in serving/, or a path (text with a / or ending in .yaml); options replace its values",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly CoefficientOptions coefficients = new();
    private readonly Option<string?> json = FileOption.Json("the results");

    private readonly ReplicationOptions replications = new();
    private readonly Dictionary<string, Option<string?>> engine = Options(
        ("gpu", "GPU: an id of 'gpusim list gpus', or a path; its default node"),
        ("system", "node or cluster in place of --gpu"),
        ("model", "model: an id of 'gpusim list models', or a path"),
        ("precision", "recipe of the layers' matrix products (default published)"),
        ("kv", "format of the KV cache (default: the recipe's)"),
        ("tp", "tensor parallelism (default 1)"),
        ("dp", "data-parallel groups of attention (default 1)"),
        ("ep", "expert parallelism (default: 1, or all GPUs where --dp is above 1)"),
        ("replicas", "replicas behind the router (default 1)"),
        ("router", "round-robin (the default), least-loaded, prefix-aware or random"),
        ("sample", "engines of each kind that are simulated of those that there are (default: all)"),
        ("stack", "whose host times are added: vllm, trtllm, sglang (default vllm)"),
        ("scheduler", "mixed (prompts share steps with decodes, the default), prefill-first or decode-first"),
        ("asynchronous", "true where host time runs beside the GPU's (default false)"),
        ("token_budget", "most tokens of one step (default 8192)"),
        ("max_sequences", "most sequences in flight (default 1024)"),
        ("chunked_prefill", "whether a prompt may be divided over steps (default true)"),
        ("block_tokens", "tokens of a block of the KV cache (default 16)"),
        ("memory_fraction", "the part of a GPU's memory that the engine may use (default 0.9)"),
        ("memory_of_free", "whether that is a part of what weights leave, as TensorRT-LLM counts (default false)"),
        ("reserve_answers", "whether room for whole answers is reserved at admission, as in TensorRT-LLM (default false)"),
        ("receive_steps", "decode steps between two looks at new requests, as in SGLang (default 1)"),
        ("batch_wait_steps", "steps for which prompts wait for others to share theirs, as in TensorRT-LLM (default 0)"),
        ("graph_tokens", "most tokens of a step with prompts that graphs replay; larger ones are launched kernel by kernel (default 512 under vllm, else 0)"),
        ("graph_sizes", "sizes of CUDA graphs: vllm, sglang, trtllm or a list such as 1,2,4,8 (default: a graph of every size)"),
        ("speculative_tokens", "tokens drafted for each sequence and step (default 0)"),
        ("acceptance", "probability that a draft is accepted, or several by position: 0.9,0.7 (default 0.7)"),
        ("drafter", "ngram, mtp or draft-model (default: draft-model with --draft-model, else mtp where the model has it)"),
        ("draft_model", "the smaller model that drafts: an id or a path"),
        ("preemption", "recompute (the default) or swap"),
        ("swap_space", "what the host keeps of swapped sequences, per GPU (default 4 GiB)"),
        ("prefix_cache", "whether computed prefixes are kept for later prompts (default false)"),
        ("eviction", "which of them is given up first: lru (the default), fifo or lfu"),
        ("state_snapshot_tokens", "tokens between kept snapshots of recurrent states (default 1024)"));

    private readonly Dictionary<string, Option<string?>> requests = Options(
        ("concurrency", "clients of a closed loop"),
        ("rate", "requests per second of a random process"),
        ("burstiness", "deviation of its intervals over their mean (default 1: Poisson)"),
        ("peak", "highest rate of the day over its mean, up to 2; the run begins at the lowest (default: constant)"),
        ("period", "length of a day (default 24h)"),
        ("trace", "recorded requests: CSV with arrival_s,input_tokens,output_tokens, or an Azure LLM or Mooncake trace as published"),
        ("time_scale", "what the trace's times are multiplied by: 0.5 is twice the rate (default 1)"),
        ("requests", "requests in all (default: ten per client, 1000, or the whole trace)"),
        ("input", "longest prompt in tokens; the mean with --input-p99; a turn's new tokens with --turns (default 1024)"),
        ("output", "longest answer in tokens; the mean with --output-p99 (default 1024)"),
        ("shortest", "the shortest over the longest; lengths are drawn evenly between (default 1)"),
        ("input_p99", "99th percentile of prompts, which are log-normal then"),
        ("output_p99", "99th percentile of answers, which are log-normal then"),
        ("lengths_from", "a trace from whose rows lengths are drawn"),
        ("max_input", "prompts are cut to that length"),
        ("max_output", "answers are cut to that length"),
        ("turns", "mean turns of a session; --rate and --concurrency count sessions then (default: requests stand alone)"),
        ("think", "mean time between an answer and the next turn (default 10s)"),
        ("system_prompt", "tokens with which every session begins (default 0)"),
        ("system_prompts", "different system prompts (default 1)"),
        ("duration", "ends at that simulated time, such as 60s (default: when all are answered)"),
        ("slo_ttft", "longest time to first token that counts for goodput, such as 500ms"),
        ("slo_tpot", "longest time per output token that counts for goodput, such as 30ms"),
        ("seed", "seed of all chance (default 1)"));

    private readonly Option<string[]> set = new("--set")
    {
        Description = "changes one value of a section: prefill.tp=4, decode.gpu=b200-sxm, transfer.link=ethernet, autoscale.max=8; may be repeated",
        HelpName = "PATH=VALUE",
    };

    private readonly Dictionary<string, Option<string?>> money = Options(
        ("gpu_hour_price", "price of a GPU for an hour, such as 2.5USD (default: an estimate of its parts alone)"),
        ("kilowatt_hour_price", "price of a kilowatt-hour on top of it, such as 0.1USD (default: none)"));

    private readonly ServingCurveOptions curve = new();
    private readonly ServingOutputOptions outputs = new();
    private readonly PlanOptions plan = new();

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
        Option[] several = [.. verb.curve.All, .. verb.replications.Group.Options];
        foreach (var option in verb.engine.Values.Concat(verb.requests.Values).Concat(several).Concat(results).Append(verb.set).Concat(verb.plan.All))
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic(
            [
                ("Engine", [.. verb.engine.Values, verb.set]), ("Requests", [.. verb.requests.Values]), ("Several loads", verb.curve.All), verb.replications.Group,
                ("Plan", verb.plan.All), ("Results", results),
            ],
            Examples));
        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        if (curve.IsGiven(parsed))
        {
            outputs.RefuseWithCurve(parsed);
        }

        var description = Read(parsed, configs);
        if (this.plan.IsAsked(parsed))
        {
            var systems = PlanSession.Systems(parsed, configs, coefficients.Load(parsed));
            return OptionErrors.FromKeys(() => new PlanSession(output, this.plan).Run(parsed, description, systems, json, cancellation));
        }

        description = curve.First(parsed, description);
        var plan = OptionErrors.FromKeys(() => Plan(parsed, configs, description));
        if (replications.Count(parsed) is { } count)
        {
            return Replicate(parsed, plan, () => Plan(parsed, configs, description), count, cancellation);
        }

        var setting = new ServingSetting(description, plan, Price(parsed, plan), () => Plan(parsed, configs, description))
        {
            Inputs = [.. Inputs(parsed, configs, plan)],
        };
        var files = new OutputFiles(output);
        return curve.IsGiven(parsed) ? RunCurve(parsed, setting, files, cancellation) : RunOne(parsed, setting, files, cancellation);
    }

    private int RunOne(ParseResult parsed, ServingSetting setting, OutputFiles files, CancellationToken cancellation)
    {
        var recorder = new RunRecorder(outputs.Timeline(parsed));
        var result = setting.Plan.Run(recorder: recorder, cancellation: cancellation);
        var outcome = ServingOutcome.Of(setting.Plan, result, recorder, setting.Price);
        var title = string.Join("; ", ServingResultView.Titles(setting.Plan));
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, ServingResultJson.Write(setting, outcome));
        }

        var kept = outputs.Add(parsed, files, title, setting, outcome);
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            ServingResultView.Draw(console, setting.Plan, outcome);
            ServingResultView.DrawRejected(console, outcome.Fleet.LeftOut);
            ResultsView.Draw(console, kept);
        }

        return ExitCode.Success;
    }

    private int Replicate(ParseResult parsed, FleetPlan plan, Func<FleetPlan> again, int count, CancellationToken cancellation)
    {
        var identity = ServingIdentity.Of(plan, SweepSession.Version);
        var folder = new ReplicationFolder(outputs.Keep.Folder(parsed, identity[..8]), identity);
        var runner = new ReplicationRunner(folder, () =>
        {
            var own = again();
            return (seed, cancel) => ServingResultJson.Of(own, own.Run(seed, cancellation: cancel));
        });
        var results = runner.Run(count, plan.Description.Seed, replications.Shard(parsed), curve.Threads(parsed), cancellation);
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, ReplicationJson.Write(results));
        }

        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            ServingResultView.DrawTitles(console, plan);
            ReplicationView.Draw(console, results, count);
            console.WriteLine($"kept in {folder.FullPath}");
        }

        return ExitCode.Success;
    }

    private int RunCurve(ParseResult parsed, ServingSetting setting, OutputFiles files, CancellationToken cancellation)
    {
        var points = curve.Run(parsed, setting, cancellation);
        var titles = ServingResultView.Titles(setting.Plan);
        var document = ServingResultJson.Write(setting, points);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, document);
        }

        var kept = outputs.AddCurve(parsed, files, $"{string.Join("; ", titles)}, several loads", setting, document, points, curve.Key(parsed));
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            ServingCurveView.Draw(console, titles, curve.Key(parsed), points);
            ResultsView.Draw(console, kept);
        }

        return ExitCode.Success;
    }

    private FleetPlan Plan(ParseResult parsed, string configs, ServingDescription description)
    {
        var systems = SystemCatalog.Open(configs);
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var rates = coefficients.Load(parsed);
        var technology = Technologies.Load(parsed);
        return new FleetPlan(description, (pool, role) => pool.ToSystem(Timing, models.Load, role, technology));

        TimingModel Timing(string? gpu, string? system) =>
            new(gpu is not null ? SystemCatalog.DefaultFor(systems.Gpus.Load(gpu)) : systems.Load(system!), rates);
    }

    // Of a fleet of several kinds of GPU: the mean over its GPUs.
    private static GpuPrice? Price(ParseResult parsed, FleetPlan plan)
    {
        var technology = Technologies.Load(parsed);
        var prices = plan.Pools.Select(p => p.Description.ToPrice(p.System.Hardware.Gpu, technology)).ToArray();
        return prices.Any(p => p is null) ? null
            : prices[0]! with { DollarsPerHour = prices.Zip(plan.Pools, (price, pool) => price!.DollarsPerHour * pool.Gpus).Sum() / plan.Gpus };
    }

    private IEnumerable<string> Inputs(ParseResult parsed, string configs, FleetPlan plan)
    {
        var systems = SystemCatalog.Open(configs);
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        yield return CalibrationFile.PathOf(configs, coefficients.CalibrationName(parsed));
        foreach (var own in plan.Pools.Select(p => p.Description))
        {
            yield return own.Gpu is { } gpu ? systems.Gpus.PathOf(gpu) : systems.PathOf(own.System!);
            yield return models.PathOf(own.Model);
        }

        yield return plan.Description.Trace ?? "";
        if (parsed.GetValue(name) is { } file)
        {
            yield return Files(configs).PathOf(file);
        }
    }

    private ServingDescription Read(ParseResult parsed, string configs)
    {
        DescriptionOverride[] changes =
        [
            .. engine.Concat(requests).Concat(money).Where(o => parsed.GetValue(o.Value) is not null)
                .Select(o => new DescriptionOverride(o.Key, parsed.GetValue(o.Value)!) { Option = o.Value.Name }),
            .. (parsed.GetValue(set) ?? []).Select(assignment => DescriptionOverride.Parse(assignment)),
        ];
        if (parsed.GetValue(name) is not { } file)
        {
            return changes.Length == 0
                ? throw new InputException("nothing to serve; add a file of configs/serving/, or --gpu, --model and --concurrency")
                : DescriptionReader.Bind<ServingDescription>(YamlFile.Parse("{}", "options"), changes).Value;
        }

        return DescriptionReader.Read<ServingDescription>(Files(configs).PathOf(file), RequestSources.InPlace(changes)).Value;
    }

    private static DescriptionCatalog Files(string configs) => new(Path.Combine(configs, "serving"), "serving description");

    private static Dictionary<string, Option<string?>> Options(params (string Key, string Description)[] options) => options.ToDictionary(
        o => o.Key, o => new Option<string?>("--" + o.Key.Replace('_', '-')) { Description = o.Description, HelpName = "VALUE" }, StringComparer.Ordinal);
}
