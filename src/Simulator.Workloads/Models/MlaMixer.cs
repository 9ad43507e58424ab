using Simulator.Hardware.Descriptions;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Models;

/// <summary>Multi-head latent attention (DeepSeek-V2 technical report, section 2.1): the cache holds one latent per token for all heads.</summary>
public sealed record MlaMixer : Mixer
{
    /// <summary>Heads.</summary>
    [Field("heads")] public required int Heads { get; init; }

    /// <summary>Width of the query's latent; 0 where queries are projected directly.</summary>
    [Field("q_lora_rank", Minimum = 0)] public int QLoraRank { get; init; }

    /// <summary>Width of the latent of keys and values.</summary>
    [Field("kv_lora_rank")] public required int KvLoraRank { get; init; }

    /// <summary>Width of a head's query and key without the rotary part.</summary>
    [Field("nope_dim")] public required int NopeDim { get; init; }

    /// <summary>Width of the rotary part.</summary>
    [Field("rope_dim")] public required int RopeDim { get; init; }

    /// <summary>Width of a head's value.</summary>
    [Field("v_dim")] public required int VDim { get; init; }

    /// <summary>The widths as operators take them.</summary>
    public MlaDimensions Dimensions => new(KvLoraRank, RopeDim, NopeDim, VDim);
}
