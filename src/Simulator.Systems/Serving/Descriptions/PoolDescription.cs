using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>One side of a disaggregated fleet: what differs from the top level of the description. Keys that are not given are taken from there.</summary>
public sealed record PoolDescription
{
    /// <summary>The GPU, in place of the top level's GPU or system.</summary>
    [Field("gpu")] public string? Gpu { get; init; }

    /// <summary>The node or cluster, in place of the top level's GPU or system.</summary>
    [Field("system")] public string? System { get; init; }

    /// <summary>The recipe of the layers' matrix products.</summary>
    [Field("precision")] public string? Precision { get; init; }

    /// <summary>The format of the KV cache; the same on both sides.</summary>
    [Field("kv")] public NumberFormat? Kv { get; init; }

    /// <summary>Tensor-parallel ranks.</summary>
    [Field("tp", Minimum = 1)] public int? Tp { get; init; }

    /// <summary>Data-parallel groups of attention.</summary>
    [Field("dp", Minimum = 1)] public int? Dp { get; init; }

    /// <summary>Expert-parallel ranks.</summary>
    [Field("ep", Minimum = 1)] public int? Ep { get; init; }

    /// <summary>The stack whose host times are added.</summary>
    [Field("stack")] public string? Stack { get; init; }

    /// <summary>What engines do with prompts that wait while sequences decode.</summary>
    [Field("scheduler")] public SchedulerPolicy? Scheduler { get; init; }

    /// <summary>Whether host time runs beside the GPU's.</summary>
    [Field("asynchronous")] public bool? Asynchronous { get; init; }

    /// <summary>Most tokens of one step.</summary>
    [Field("token_budget", Minimum = 1)] public int? TokenBudget { get; init; }

    /// <summary>Most sequences in flight at an engine.</summary>
    [Field("max_sequences", Minimum = 1)] public int? MaxSequences { get; init; }

    /// <summary>Whether a prompt may be divided over steps.</summary>
    [Field("chunked_prefill")] public bool? ChunkedPrefill { get; init; }

    /// <summary>Tokens of a block of the KV cache.</summary>
    [Field("block_tokens", Minimum = 1, Maximum = 65536)] public int? BlockTokens { get; init; }

    /// <summary>The part of a GPU's memory that an engine may use.</summary>
    [Field("memory_fraction", Maximum = 1)] public double? MemoryFraction { get; init; }

    /// <summary>Replicas.</summary>
    [Field("replicas", Minimum = 1, Maximum = 100_000)] public int? Replicas { get; init; }

    /// <summary>How requests are spread over the engines. Default: least-loaded.</summary>
    [Field("router")] public RouterKind? Router { get; init; }

    /// <summary>When replicas start and stop. Default: all serve all the time.</summary>
    [Field("autoscale")] public AutoscaleDescription? Autoscale { get; init; }

    /// <summary>Feed-forwards on GPUs of their own. Default: on those of attention.</summary>
    [Field("split")] public SplitDescription? Split { get; init; }

    /// <summary>The description of this side alone.</summary>
    /// <param name="top">The top level.</param>
    /// <returns>The top level with this side's values in place of its own, and without sides.</returns>
    public ServingDescription Within(ServingDescription top)
    {
        ArgumentNullException.ThrowIfNull(top);
        var own = Gpu is not null || System is not null;
        return top with
        {
            Gpu = own ? Gpu : top.Gpu,
            System = own ? System : top.System,
            Precision = Precision ?? top.Precision,
            Kv = Kv ?? top.Kv,
            Tp = Tp ?? top.Tp,
            Dp = Dp ?? top.Dp,
            Ep = Ep ?? (Tp is null && Dp is null ? top.Ep : null),
            Stack = Stack ?? top.Stack,
            Scheduler = Scheduler ?? top.Scheduler,
            Asynchronous = Asynchronous ?? top.Asynchronous,
            TokenBudget = TokenBudget ?? top.TokenBudget,
            MaxSequences = MaxSequences ?? top.MaxSequences,
            ChunkedPrefill = ChunkedPrefill ?? top.ChunkedPrefill,
            BlockTokens = BlockTokens ?? top.BlockTokens,
            MemoryFraction = MemoryFraction ?? top.MemoryFraction,
            Replicas = Replicas ?? top.Replicas,
            Router = Router ?? RouterKind.LeastLoaded,
            Autoscale = Autoscale,
            Split = Split,
            Prefill = null,
            Decode = null,
            Transfer = null,
        };
    }
}
