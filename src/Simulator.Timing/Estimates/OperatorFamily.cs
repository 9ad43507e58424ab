namespace Simulator.Timing.Estimates;

/// <summary>Operators that share a timing model and therefore its error.</summary>
public enum OperatorFamily
{
    /// <summary>Matrix products in 16 bits and more.</summary>
    Gemm,

    /// <summary>Matrix products in 8 bits and fewer, and weight-only formats.</summary>
    GemmQuantised,

    /// <summary>Attention of a prompt or an encoder.</summary>
    AttentionPrefill,

    /// <summary>Attention of one token over a cache.</summary>
    AttentionDecode,

    /// <summary>Multi-head latent attention.</summary>
    Mla,

    /// <summary>Routed experts.</summary>
    Moe,

    /// <summary>Mamba-2 and delta-net kernels.</summary>
    Recurrent,

    /// <summary>Operators bound by streaming.</summary>
    Streaming,

    /// <summary>Exchanges between GPUs.</summary>
    Collective,
}
