using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>One kind of layer: at most one mixer and one feed-forward, at least one of them.</summary>
public sealed record BlockFile
{
    /// <summary>Attention with grouped keys and values.</summary>
    [Field("attention")] public AttentionMixer? Attention { get; init; }

    /// <summary>Latent attention.</summary>
    [Field("mla")] public MlaMixer? Mla { get; init; }

    /// <summary>Mamba-2.</summary>
    [Field("mamba2")] public Mamba2Mixer? Mamba2 { get; init; }

    /// <summary>A gated delta network.</summary>
    [Field("delta_net")] public DeltaNetMixer? DeltaNet { get; init; }

    /// <summary>Attention over an encoder's output.</summary>
    [Field("cross_attention")] public AttentionMixer? CrossAttention { get; init; }

    /// <summary>A dense feed-forward.</summary>
    [Field("dense")] public DenseFeedForward? Dense { get; init; }

    /// <summary>A mixture of experts.</summary>
    [Field("moe")] public MoeFeedForward? Moe { get; init; }
}
