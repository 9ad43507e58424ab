using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Arrivals.Traces;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Splits;
using Simulator.Systems.Serving.Variates;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>A model behind engines and the requests that it gets, as <c>configs/serving/NAME.yaml</c> states them.</summary>
public sealed record ServingDescription : ArrivalDescription
{
    private const int VllmGraphTokens = 512;

    /// <summary>The GPU: an id or a path; its default node. Or <see cref="System"/>.</summary>
    [Field("gpu")] public string? Gpu { get; init; }

    /// <summary>The node or cluster: an id or a path. Or <see cref="Gpu"/>.</summary>
    [Field("system")] public string? System { get; init; }

    /// <summary>The model: an id or a path.</summary>
    [Field("model")] public required string Model { get; init; }

    /// <summary>The longest sequence that the model is taken to accept. Default: what its own description states.</summary>
    [Field("max_positions", Minimum = 1)] public int? MaxPositions { get; init; }

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

    /// <summary>Whether that is a part of what weights, activations and runtime leave, as TensorRT-LLM counts; else they count against it.</summary>
    [Field("memory_of_free")] public bool MemoryOfFree { get; init; }

    /// <summary>Whether a request is admitted only where the cache has room for its whole answer (TensorRT-LLM).</summary>
    [Field("reserve_answers")] public bool ReserveAnswers { get; init; }

    /// <summary>Decode steps between two looks at the requests that have come (SGLang).</summary>
    [Field("receive_steps", Minimum = 1, Maximum = 1e6)] public int ReceiveSteps { get; init; } = 1;

    /// <summary>Steps for which prompts wait at most for others to share their step (TensorRT-LLM).</summary>
    [Field("batch_wait_steps", Minimum = 0, Maximum = 1e6)] public int BatchWaitSteps { get; init; }

    /// <summary>
    /// Most tokens of a step with prompts that is replayed from captured graphs, piece by piece; larger ones are launched kernel by kernel. Default: 512
    /// under vllm (its largest captured size), else 0.
    /// </summary>
    [Field("graph_tokens", Minimum = 0, Maximum = 1e7)] public int? GraphTokens { get; init; }

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

    /// <summary>Sizes of CUDA graphs: a list such as <c>1,2,4,8</c>, or <c>vllm</c>, <c>sglang</c>, <c>trtllm</c>. Default: a graph of every size.</summary>
    [Field("graph_sizes")] public string? GraphSizes { get; init; }

    /// <summary>Tokens drafted for each sequence and step; 0 for no speculative decoding.</summary>
    [Field("speculative_tokens", Minimum = 0, Maximum = 64)] public int SpeculativeTokens { get; init; }

    /// <summary>The probability that a draft is accepted where those before it are; or several with commas, by position.</summary>
    [Field("acceptance")] public string Acceptance { get; init; } = "0.7";

    /// <summary>What drafts. Default: <see cref="DraftModel"/> where it is given, the model's own layers where it has them, else matches in the text.</summary>
    [Field("drafter")] public DrafterKind? Drafter { get; init; }

    /// <summary>The smaller model that drafts: an id or a path.</summary>
    [Field("draft_model")] public string? DraftModel { get; init; }

    /// <summary>What becomes of the cache of a preempted sequence.</summary>
    [Field("preemption")] public PreemptionPolicy Preemption { get; init; } = PreemptionPolicy.Recompute;

    /// <summary>What the host keeps of preempted sequences, per GPU. Default: 4 GiB, as vLLM has.</summary>
    [Field("swap_space", Dimension.Bytes)] public double SwapSpaceBytes { get; init; } = 4.0 * (1 << 30);

    /// <summary>Whether computed prefixes are kept for later prompts.</summary>
    [Field("prefix_cache")] public bool PrefixCache { get; init; }

    /// <summary>Which block of a computed prefix is given up first.</summary>
    [Field("eviction")] public EvictionPolicy Eviction { get; init; } = EvictionPolicy.Lru;

    /// <summary>Tokens between two kept snapshots of recurrent states: a prompt can go on only from one.</summary>
    [Field("state_snapshot_tokens", Minimum = 1, Maximum = 1e6)] public int StateSnapshotTokens { get; init; } = 1024;

    /// <summary>Memories below the GPU's for computed prefixes, the nearest first.</summary>
    [Field("tiers")] public ImmutableArray<TierDescription> Tiers { get; init; } = [];

    /// <summary>The longest prompt, in tokens; with <see cref="InputP99"/> the mean one; with <see cref="Turns"/> without what was said before.</summary>
    [Field("input", Minimum = 1)] public int Input { get; init; } = 1024;

    /// <summary>The longest answer, in tokens; with <see cref="OutputP99"/> the mean one.</summary>
    [Field("output", Minimum = 1)] public int Output { get; init; } = 1024;

    /// <summary>The shortest prompt and answer over the longest: lengths are drawn evenly between.</summary>
    [Field("shortest", Minimum = 0, Maximum = 1)] public double Shortest { get; init; } = 1;

    /// <summary>The 99th percentile of log-normal prompts. Default: prompts are drawn evenly.</summary>
    [Field("input_p99", Minimum = 1)] public int? InputP99 { get; init; }

    /// <summary>The 99th percentile of log-normal answers. Default: answers are drawn evenly.</summary>
    [Field("output_p99", Minimum = 1)] public int? OutputP99 { get; init; }

    /// <summary>A recorded trace from whose rows lengths are drawn, prompt and answer together, in place of input and output.</summary>
    [Field("lengths_from")] public string? LengthsFrom { get; init; }

    /// <summary>Prompts are cut to that length. Default: they are not cut.</summary>
    [Field("max_input", Minimum = 1)] public int? MaxInput { get; init; }

    /// <summary>Answers are cut to that length. Default: they are not cut.</summary>
    [Field("max_output", Minimum = 1)] public int? MaxOutput { get; init; }

    /// <summary>Mean turns of a session, geometrically distributed; each turn's prompt holds all before it. Default: requests stand alone.</summary>
    [Field("turns", Minimum = 1)] public double? Turns { get; init; }

    /// <summary>Mean time between an answer and the next turn, exponentially distributed.</summary>
    [Field("think", Dimension.Seconds, Minimum = 0)] public double ThinkSeconds { get; init; } = 10;

    /// <summary>Tokens of the system prompt with which every session begins.</summary>
    [Field("system_prompt", Minimum = 0)] public int SystemPrompt { get; init; }

    /// <summary>Different system prompts; each session has one of them.</summary>
    [Field("system_prompts", Minimum = 1)] public int SystemPrompts { get; init; } = 1;

    /// <summary>When to end at the latest, in simulated time; what is in the system then is reported as left over. Default: when all are answered.</summary>
    [Field("duration", Dimension.Seconds)] public double? DurationSeconds { get; init; }

    /// <summary>The longest time to first token that counts for goodput.</summary>
    [Field("slo_ttft", Dimension.Seconds)] public double? SloTtftSeconds { get; init; }

    /// <summary>The longest time per output token that counts for goodput.</summary>
    [Field("slo_tpot", Dimension.Seconds)] public double? SloTpotSeconds { get; init; }

    /// <summary>The price of a GPU for an hour. Default: an estimate of its parts.</summary>
    [Field("gpu_hour_price", Dimension.Dollars, Minimum = 0)] public double? GpuHourDollars { get; init; }

    /// <summary>The price of a kilowatt-hour, on top of <see cref="GpuHourDollars"/>. Default: none.</summary>
    [Field("kilowatt_hour_price", Dimension.Dollars, Minimum = 0)] public double KilowattHourDollars { get; init; }

    /// <summary>What users are promised.</summary>
    public ServiceObjective Objective => new(SloTtftSeconds ?? double.PositiveInfinity, SloTpotSeconds ?? double.PositiveInfinity);

    /// <summary>The engine, with feed-forwards on GPUs of their own where <see cref="Split"/> says so.</summary>
    /// <param name="timing">Makes the timing model of a GPU or a system, one of which is not null.</param>
    /// <param name="load">Finds the model of an id.</param>
    /// <param name="role">Which phases of a request it serves.</param>
    /// <param name="technology">What energy is worked out from; null for times alone. The energy of a split engine is not known.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="InputException">As the other overload says, or the feed-forwards cannot be divided as asked.</exception>
    public ServingSystem ToSystem(
        Func<string?, string?, TimingModel> timing, Func<string, ModelDescription> load, EngineRole role = EngineRole.Whole,
        TechnologyDescription? technology = null)
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
            return ToSystem(own, load, role, technology);
        }

        if (SpeculativeTokens > 0 || GraphSizes is not null)
        {
            throw new InputException("drafts and graphs are not modelled where feed-forwards are apart; accepted: neither beside split", key: "split");
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
    /// <param name="technology">What energy is worked out from; null for times alone.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="InputException">The model is unknown, a value does not fit it, or it leaves no memory for a cache.</exception>
    public ServingSystem ToSystem(
        TimingModel timing, Func<string, ModelDescription> load, EngineRole role = EngineRole.Whole, TechnologyDescription? technology = null)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(load);
        var model = load(Model);
        model = MaxPositions is { } positions ? model with { MaxPositions = positions } : model;
        var parallelism = new Parallelism { Tp = Tp, Dp = Dp, NodeSize = timing.System.ScaleUp.Gpus };
        parallelism = Ep is { } experts ? parallelism with { Ep = experts } : parallelism;
        var recipe = PrecisionRecipe.Parse(Precision, model);
        recipe = Kv is null ? recipe : recipe.WithKv(Kv);
        if (!Tiers.IsEmpty && !PrefixCache)
        {
            throw new InputException("tiers hold computed prefixes, and prefix_cache is false; accepted: prefix_cache true with tiers", key: "tiers");
        }

        var settings = new EngineSettings
        {
            Role = role,
            Policy = Scheduler,
            TokenBudget = TokenBudget,
            MaxSequences = MaxSequences,
            ChunkedPrefill = ChunkedPrefill,
            BlockTokens = BlockTokens,
            FractionOfFree = MemoryOfFree,
            ReserveAnswers = ReserveAnswers,
            ReceiveSteps = ReceiveSteps,
            BatchWaitSteps = BatchWaitSteps,
            GraphTokens = GraphTokens ?? (Stack == "vllm" ? VllmGraphTokens : 0),
            Preemption = Preemption,
            Swap = Preemption == PreemptionPolicy.Swap ? new SwapSettings(SwapSpaceBytes, HostLinks.Of(timing)) : null,
            Prefixes = PrefixCache
                ? new PrefixSettings { Eviction = Eviction, SnapshotTokens = StateSnapshotTokens, Tiers = [.. Tiers.Select(t => t.ToSettings(timing))] }
                : null,
            Speculation = SpeculativeTokens > 0 ? new Speculation(SpeculativeTokens, Speculation.ParseAcceptance(Acceptance), Seed) : null,
            Graphs = GraphSizes is null ? null : CapturedGraphs.Parse(GraphSizes),
            Host = ServingSystem.HostOf(timing.Rates.Coefficients, Stack) with { Asynchronous = Asynchronous },
        };
        var energy = technology is not null && EnergyModel.Knows(timing.System.Gpu, technology) ? new EnergyModel(timing.Rates, technology) : null;
        return new ServingSystem(timing, model, recipe, parallelism, settings, MemoryFraction, DrafterChoice.Of(this, model, recipe, parallelism, load), energy);
    }

    /// <summary>The price of a GPU: as given, else estimated from its parts.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="technology">The technology; null where there is none.</param>
    /// <returns>The price; null where it is neither given nor can be estimated.</returns>
    public GpuPrice? ToPrice(GpuDescription gpu, TechnologyDescription? technology) => GpuHourDollars is { } price
        ? new GpuPrice(price, KilowattHourDollars, GpuPrice.Given)
        : GpuPrice.Estimated(gpu, technology, KilowattHourDollars);

    /// <summary>The requests of all engines together.</summary>
    /// <param name="contextTokens">The longest sequence that the engines take; sessions end before they exceed it.</param>
    /// <returns>The requests, from the start.</returns>
    /// <exception cref="InputException">Their description contradicts itself, or the trace cannot be used.</exception>
    public IArrivals ToArrivals(long contextTokens = long.MaxValue)
    {
        _ = Kind;
        if (Turns is null && SystemPrompt > 0)
        {
            throw new InputException("only sessions have a system prompt; accepted: together with turns", key: "system_prompt");
        }

        return (Plan(Lengths()) with
        {
            Requests = Requests ?? (Rate is null ? null : 1000),
            Sessions = Turns is { } turns ? new SessionSettings(new GeometricVariate(turns), new ExponentialVariate(ThinkSeconds))
            {
                SystemPromptTokens = SystemPrompt,
                SystemPrompts = SystemPrompts,
                MaxTokens = contextTokens,
                BlockTokens = BlockTokens,
            }
            : null,
        }).Create();
    }

    private ILengths Lengths()
    {
        var drawn = LengthsFrom is null
            ? ArrivalPlan.LengthsOf(Input, InputP99, Output, OutputP99, Shortest)
            : new EmpiricalLengths([.. ArrivalFile.Stream(LengthsFrom).Select(a => a.Shape)]);
        return MaxInput is null && MaxOutput is null ? drawn : new CappedLengths(drawn, MaxInput ?? int.MaxValue, MaxOutput ?? int.MaxValue);
    }
}
