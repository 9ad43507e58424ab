using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Splits;
using Simulator.Timing;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>A model behind engines and the requests that it gets, as <c>configs/serving/NAME.yaml</c> states them.</summary>
public sealed record ServingDescription
{
    /// <summary>The GPU: an id or a path; its default node. Or <see cref="System"/>.</summary>
    [Field("gpu")] public string? Gpu { get; init; }

    /// <summary>The node or cluster: an id or a path. Or <see cref="Gpu"/>.</summary>
    [Field("system")] public string? System { get; init; }

    /// <summary>The model: an id or a path.</summary>
    [Field("model")] public required string Model { get; init; }

    /// <summary>The recipe of the layers' matrix products. Default: as published.</summary>
    [Field("precision")] public string Precision { get; init; } = PrecisionRecipe.PublishedName;

    /// <summary>The format of the KV cache. Default: the recipe's.</summary>
    [Field("kv")] public NumberFormat? Kv { get; init; }

    /// <summary>Tensor-parallel ranks.</summary>
    [Field("tp", Minimum = 1)] public int Tp { get; init; } = 1;

    /// <summary>Data-parallel groups of attention; each is an engine with requests and a cache of its own.</summary>
    [Field("dp", Minimum = 1)] public int Dp { get; init; } = 1;

    /// <summary>Expert-parallel ranks. Default: 1, or all GPUs where <see cref="Dp"/> is above 1.</summary>
    [Field("ep", Minimum = 1)] public int? Ep { get; init; }

    /// <summary>The stack whose host times are added: a name of the calibration's section <c>serving</c>.</summary>
    [Field("stack")] public string Stack { get; init; } = "vllm";

    /// <summary>What the engine does with prompts that wait while sequences decode.</summary>
    [Field("scheduler")] public SchedulerPolicy Scheduler { get; init; } = SchedulerPolicy.Mixed;

    /// <summary>Whether host time runs beside the GPU's.</summary>
    [Field("asynchronous")] public bool Asynchronous { get; init; }

    /// <summary>Most tokens of one step.</summary>
    [Field("token_budget", Minimum = 1)] public int TokenBudget { get; init; } = 8192;

    /// <summary>Most sequences in flight.</summary>
    [Field("max_sequences", Minimum = 1)] public int MaxSequences { get; init; } = 1024;

    /// <summary>Whether a prompt may be divided over steps.</summary>
    [Field("chunked_prefill")] public bool ChunkedPrefill { get; init; } = true;

    /// <summary>Tokens of a block of the KV cache.</summary>
    [Field("block_tokens", Minimum = 1, Maximum = 65536)] public int BlockTokens { get; init; } = 16;

    /// <summary>The part of a GPU's memory that the engine may use.</summary>
    [Field("memory_fraction", Maximum = 1)] public double MemoryFraction { get; init; } = 0.9;

    /// <summary>Replicas behind the router; each has <see cref="Dp"/> engines.</summary>
    [Field("replicas", Minimum = 1, Maximum = 100_000)] public int Replicas { get; init; } = 1;

    /// <summary>How requests are spread over the engines.</summary>
    [Field("router")] public RouterKind Router { get; init; } = RouterKind.RoundRobin;

    /// <summary>When replicas start and stop. Default: all serve all the time.</summary>
    [Field("autoscale")] public AutoscaleDescription? Autoscale { get; init; }

    /// <summary>Feed-forwards on GPUs of their own. Default: on those of attention.</summary>
    [Field("split")] public SplitDescription? Split { get; init; }

    /// <summary>The engines that compute prompts, where others decode; with <see cref="Decode"/>.</summary>
    [Field("prefill")] public PoolDescription? Prefill { get; init; }

    /// <summary>The engines that decode, where others compute prompts; with <see cref="Prefill"/>.</summary>
    [Field("decode")] public PoolDescription? Decode { get; init; }

    /// <summary>How KV caches travel from prefill to decode.</summary>
    [Field("transfer")] public TransferDescription? Transfer { get; init; }

    /// <summary>
    /// Engines of each kind that are simulated of those that there are, with their share of the requests: identical engines are alike, so that large fleets
    /// take no longer than small ones. Default: all.
    /// </summary>
    [Field("sample", Minimum = 1)] public int? Sample { get; init; }

    /// <summary>Clients of a closed loop; or <see cref="Rate"/> or <see cref="Trace"/>.</summary>
    [Field("concurrency", Minimum = 1, Maximum = 1e7)] public int? Concurrency { get; init; }

    /// <summary>Requests per second of a random process; or <see cref="Concurrency"/> or <see cref="Trace"/>.</summary>
    [Field("rate", Minimum = 1e-6, Maximum = 1e9)] public double? Rate { get; init; }

    /// <summary>Standard deviation of the random process's intervals over their mean: 1 is a Poisson process, more are bursts.</summary>
    [Field("burstiness", Minimum = 0, Maximum = 100)] public double Burstiness { get; init; } = 1;

    /// <summary>A recorded trace: CSV with <c>arrival_s,input_tokens,output_tokens</c>; or <see cref="Concurrency"/> or <see cref="Rate"/>.</summary>
    [Field("trace")] public string? Trace { get; init; }

    /// <summary>Requests in all. Default: ten per client, or 1000.</summary>
    [Field("requests", Minimum = 1)] public int? Requests { get; init; }

    /// <summary>The longest prompt, in tokens.</summary>
    [Field("input", Minimum = 1)] public int Input { get; init; } = 1024;

    /// <summary>The longest answer, in tokens.</summary>
    [Field("output", Minimum = 1)] public int Output { get; init; } = 1024;

    /// <summary>The shortest prompt and answer over the longest: lengths are drawn evenly between.</summary>
    [Field("shortest", Minimum = 0, Maximum = 1)] public double Shortest { get; init; } = 1;

    /// <summary>When to end at the latest, in simulated time; what is in the system then is reported as left over. Default: when all are answered.</summary>
    [Field("duration", Dimension.Seconds)] public double? DurationSeconds { get; init; }

    /// <summary>The longest time to first token that counts for goodput.</summary>
    [Field("slo_ttft", Dimension.Seconds)] public double? SloTtftSeconds { get; init; }

    /// <summary>The longest time per output token that counts for goodput.</summary>
    [Field("slo_tpot", Dimension.Seconds)] public double? SloTpotSeconds { get; init; }

    /// <summary>The seed of all chance.</summary>
    [Field("seed", Minimum = 0)] public int Seed { get; init; } = 1;

    /// <summary>Where requests come from.</summary>
    /// <exception cref="InputException">None or several of concurrency, rate and trace are given.</exception>
    public ArrivalKind Kind => (Concurrency, Rate, Trace) switch
    {
        ({ }, null, null) => ArrivalKind.ClosedLoop,
        (null, { }, null) => ArrivalKind.Random,
        (null, null, { }) => ArrivalKind.Trace,
        (null, null, null) => throw new InputException("no requests; accepted: one of concurrency, rate and trace", key: "concurrency"),
        _ => throw new InputException("requests come from several places; accepted: one of concurrency, rate and trace", key: "concurrency"),
    };

    /// <summary>What users are promised.</summary>
    public ServiceObjective Objective => new(SloTtftSeconds ?? double.PositiveInfinity, SloTpotSeconds ?? double.PositiveInfinity);

    /// <summary>The engine, with feed-forwards on GPUs of their own where <see cref="Split"/> says so.</summary>
    /// <param name="timing">Makes the timing model of a GPU or a system, one of which is not null.</param>
    /// <param name="load">Finds the model of an id.</param>
    /// <param name="role">Which phases of a request it serves.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="InputException">As the other overload says, or the feed-forwards cannot be divided as asked.</exception>
    public ServingSystem ToSystem(Func<string?, string?, TimingModel> timing, Func<string, ModelDescription> load, EngineRole role = EngineRole.Whole)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(load);
        if ((Gpu is null) == (System is null))
        {
            throw new InputException("accepted: one of gpu and system", key: "gpu");
        }

        var own = timing(Gpu, System);
        if (Split is not { } split)
        {
            return ToSystem(own, load, role);
        }

        var model = load(Model);
        var other = split.Gpu is null && split.System is null ? own : timing(split.Gpu, split.Gpu is null ? split.System : null);
        var attention = ToSystem(own, _ => model with { Layers = [.. model.Layers.Select(l => l with { FeedForward = null })] }, role);
        var ffn = new FfnSide(other, model, attention.Recipe, split.Ranks, MemoryFraction);
        var gpus = attention.Parallelism.Ranks;
        var link = new TransferDescription { Link = split.Link, BandwidthBytesPerSecond = split.BandwidthBytesPerSecond, LatencySeconds = split.LatencySeconds };
        var path = TransferPath.Between(link, own.System, other.System, gpus + split.Ranks, "split");
        attention.Split = new SplitStepTimes(attention.Times, ffn, path, attention.Parallelism.Dp, gpus, split.MicroBatches);
        return attention;
    }

    /// <summary>The engine.</summary>
    /// <param name="timing">The timing model of the system.</param>
    /// <param name="load">Finds the model of an id.</param>
    /// <param name="role">Which phases of a request it serves.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="InputException">The model is unknown, a value does not fit it, or it leaves no memory for a cache.</exception>
    public ServingSystem ToSystem(TimingModel timing, Func<string, ModelDescription> load, EngineRole role = EngineRole.Whole)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(load);
        var model = load(Model);
        var parallelism = new Parallelism { Tp = Tp, Dp = Dp, NodeSize = timing.System.ScaleUp.Gpus };
        parallelism = Ep is { } experts ? parallelism with { Ep = experts } : parallelism;
        var recipe = PrecisionRecipe.Parse(Precision, model);
        var settings = new EngineSettings
        {
            Role = role,
            Policy = Scheduler,
            TokenBudget = TokenBudget,
            MaxSequences = MaxSequences,
            ChunkedPrefill = ChunkedPrefill,
            BlockTokens = BlockTokens,
            Host = ServingSystem.HostOf(timing.Rates.Coefficients, Stack) with { Asynchronous = Asynchronous },
        };
        return new ServingSystem(timing, model, Kv is null ? recipe : recipe.WithKv(Kv), parallelism, settings, MemoryFraction);
    }

    /// <summary>The requests of all engines together.</summary>
    /// <returns>The requests, from the start.</returns>
    /// <exception cref="InputException">Their description contradicts itself, or the trace cannot be used.</exception>
    public IArrivals ToArrivals()
    {
        var random = new RandomSource((ulong)Seed);
        var lengths = new UniformLengths(Input, Output, Shortest);
        switch (Kind)
        {
            case ArrivalKind.ClosedLoop:
                var clients = Concurrency!.Value;
                return new ClosedLoop(clients, Requests ?? 10L * clients, lengths, random);
            case ArrivalKind.Random:
                return new RenewalArrivals(Rate!.Value, Burstiness, Requests ?? 1000, lengths, random);
            default:
                return new RecordedArrivals(ArrivalFile.Read(Trace!));
        }
    }
}
