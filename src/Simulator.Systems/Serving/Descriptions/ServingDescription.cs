using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>A model behind one engine and the requests that it gets, as <c>configs/serving/NAME.yaml</c> states them.</summary>
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

    /// <summary>Data-parallel groups of attention; each gets an equal share of the requests.</summary>
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

    /// <summary>The price of a GPU for an hour. Default: an estimate of its parts.</summary>
    [Field("gpu_hour_price", Dimension.Dollars, Minimum = 0)] public double? GpuHourDollars { get; init; }

    /// <summary>The price of a kilowatt-hour, on top of <see cref="GpuHourDollars"/>. Default: none.</summary>
    [Field("kilowatt_hour_price", Dimension.Dollars, Minimum = 0)] public double KilowattHourDollars { get; init; }

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

    /// <summary>The engine.</summary>
    /// <param name="timing">The timing model of the system.</param>
    /// <param name="load">Finds the model of an id.</param>
    /// <param name="technology">What energy is worked out from; null for times alone.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="InputException">The model is unknown, a value does not fit it, or it leaves no memory for a cache.</exception>
    public ServingSystem ToSystem(TimingModel timing, Func<string, ModelDescription> load, TechnologyDescription? technology = null)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(load);
        var model = load(Model);
        var parallelism = new Parallelism { Tp = Tp, Dp = Dp, NodeSize = timing.System.ScaleUp.Gpus };
        parallelism = Ep is { } experts ? parallelism with { Ep = experts } : parallelism;
        var recipe = PrecisionRecipe.Parse(Precision, model);
        var settings = new EngineSettings
        {
            Policy = Scheduler,
            TokenBudget = TokenBudget,
            MaxSequences = MaxSequences,
            ChunkedPrefill = ChunkedPrefill,
            BlockTokens = BlockTokens,
            Host = ServingSystem.HostOf(timing.Rates.Coefficients, Stack) with { Asynchronous = Asynchronous },
        };
        var energy = technology is not null && EnergyModel.Knows(timing.System.Gpu, technology) ? new EnergyModel(timing.Rates, technology) : null;
        return new ServingSystem(timing, model, Kv is null ? recipe : recipe.WithKv(Kv), parallelism, settings, MemoryFraction, energy);
    }

    /// <summary>The price of a GPU: as given, else estimated from its parts.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="technology">The technology; null where there is none.</param>
    /// <returns>The price; null where it is neither given nor can be estimated.</returns>
    public GpuPrice? ToPrice(GpuDescription gpu, TechnologyDescription? technology) => GpuHourDollars is { } price
        ? new GpuPrice(price, KilowattHourDollars, GpuPrice.Given)
        : GpuPrice.Estimated(gpu, technology, KilowattHourDollars);

    /// <summary>The requests of one data-parallel group.</summary>
    /// <returns>The requests, from the start.</returns>
    /// <exception cref="InputException">Their description contradicts itself, or the trace cannot be used.</exception>
    public IArrivals ToArrivals()
    {
        var random = new RandomSource((ulong)Seed);
        var lengths = new UniformLengths(Input, Output, Shortest);
        switch (Kind)
        {
            case ArrivalKind.ClosedLoop:
                var clients = Share(Concurrency!.Value);
                return new ClosedLoop(clients, Requests is { } limit ? Share(limit) : 10L * clients, lengths, random);
            case ArrivalKind.Random:
                return new RenewalArrivals(Rate!.Value / Dp, Burstiness, Share(Requests ?? 1000), lengths, random);
            default:
                var all = ArrivalFile.Read(Trace!);
                return new RecordedArrivals([.. all.Where((_, i) => i % Dp == 0)]);
        }
    }

    private int Share(int count) => Math.Max(1, count / Dp);
}
