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
using Simulator.Systems.Serving.Fleets;
using Simulator.Timing;
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
        Option[] results = [.. verb.coefficients.All, verb.json];
        foreach (var option in verb.engine.Values.Concat(verb.requests.Values).Concat(results).Append(verb.set).Concat(verb.plan.All))
        {
            command.Add(option);
        }

        topics.Add(command, new HelpTopic(
            [("Engine", [.. verb.engine.Values, verb.set]), ("Requests", [.. verb.requests.Values]), ("Plan", verb.plan.All), ("Results", results)], Examples));
        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        var description = Read(parsed, configs);
        if (this.plan.IsAsked(parsed))
        {
            var systems = PlanSession.Systems(parsed, configs, coefficients.Load(parsed));
            return OptionErrors.FromKeys(() => new PlanSession(output, this.plan).Run(parsed, description, systems, json, cancellation));
        }

        var plan = OptionErrors.FromKeys(() => Plan(parsed, configs, description));
        var result = plan.Run(cancellation: cancellation);
        var files = new OutputFiles(output);
        if (parsed.GetResult(json) is not null)
        {
            files.Add(parsed.GetValue(json), json.Name, ServingResultJson.Write(plan, result));
        }

        files.Commit();
        if (!files.UsesOutput)
        {
            ServingResultView.Draw(Terminal.On(output), plan, result);
            ServingResultView.DrawRejected(Terminal.On(output), result.LeftOut);
        }

        return ExitCode.Success;
    }

    private FleetPlan Plan(ParseResult parsed, string configs, ServingDescription description)
    {
        var systems = SystemCatalog.Open(configs);
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var rates = coefficients.Load(parsed);
        return new FleetPlan(description, (pool, role) =>
        {
            var system = (pool.Gpu, pool.System) switch
            {
                ({ } gpu, null) => SystemCatalog.DefaultFor(systems.Gpus.Load(gpu)),
                (null, { } node) => systems.Load(node),
                _ => throw new InputException("accepted: one of gpu and system", key: "gpu"),
            };
            return pool.ToSystem(new TimingModel(system, rates), models.Load, role);
        });
    }

    private ServingDescription Read(ParseResult parsed, string configs)
    {
        DescriptionOverride[] changes =
        [
            .. engine.Concat(requests).Where(o => parsed.GetValue(o.Value) is not null)
                .Select(o => new DescriptionOverride(o.Key, parsed.GetValue(o.Value)!) { Option = o.Value.Name }),
            .. (parsed.GetValue(set) ?? []).Select(assignment => DescriptionOverride.Parse(assignment)),
        ];
        if (parsed.GetValue(name) is not { } file)
        {
            return changes.Length == 0
                ? throw new InputException("nothing to serve; add a file of configs/serving/, or --gpu, --model and --concurrency")
                : DescriptionReader.Bind<ServingDescription>(YamlFile.Parse("{}", "options"), changes).Value;
        }

        var catalog = new DescriptionCatalog(Path.Combine(configs, "serving"), "serving description");
        return DescriptionReader.Read<ServingDescription>(catalog.PathOf(file), changes).Value;
    }

    private static Dictionary<string, Option<string?>> Options(params (string Key, string Description)[] options) => options.ToDictionary(
        o => o.Key, o => new Option<string?>("--" + o.Key.Replace('_', '-')) { Description = o.Description, HelpName = "VALUE" }, StringComparer.Ordinal);
}
