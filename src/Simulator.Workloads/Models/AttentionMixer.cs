using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>Multi-head attention with grouped keys and values (Ainslie et al., "GQA", 2023). The projections may be wider than the residual stream.</summary>
public sealed record AttentionMixer : Mixer
{
    /// <summary>Query heads.</summary>
    [Field("heads")] public required int Heads { get; init; }

    /// <summary>Key/value heads; divides <see cref="Heads"/>.</summary>
    [Field("kv_heads")] public required int KvHeads { get; init; }

    /// <summary>Width of a head.</summary>
    [Field("head_dim")] public required int HeadDim { get; init; }

    /// <summary>Sliding window in tokens; 0 where there is none.</summary>
    [Field("window", Minimum = 0)] public int Window { get; init; }

    /// <summary>Width of a head that rotary position embedding turns; 0 where positions are not rotary.</summary>
    [Field("rotary_dim", Minimum = 0)] public int RotaryDim { get; init; }

    /// <summary>Whether queries, keys and values have a bias.</summary>
    [Field("qkv_bias")] public bool QkvBias { get; init; }

    /// <summary>Whether the output projection has a bias.</summary>
    [Field("output_bias")] public bool OutputBias { get; init; }

    /// <summary>Whether queries and keys are normalised per head.</summary>
    [Field("qk_norm")] public bool QkNorm { get; init; }

    /// <summary>Whether a gate as wide as the queries multiplies the output, projected together with them.</summary>
    [Field("output_gate")] public bool OutputGate { get; init; }

    /// <summary>Whether each head has a learnt logit that takes part in the softmax (an attention sink).</summary>
    [Field("sinks")] public bool Sinks { get; init; }

    /// <summary>Whether a token sees only what precedes it; false in encoders and in cross-attention.</summary>
    [Field("causal")] public bool Causal { get; init; } = true;

    /// <summary>Columns of the query projection, with the output gate where there is one.</summary>
    public int QueryWidth => Heads * HeadDim * (OutputGate ? 2 : 1);
}
