namespace Simulator.Timing.Estimates;

/// <summary>Operators that are alike in what decides their error: each family has its own error intervals.</summary>
public enum OperatorFamily
{
    /// <summary>Matrix products in 16 bits and more.</summary>
    Gemm,

    /// <summary>Matrix products in 8 bits and fewer.</summary>
    GemmNarrow,

    /// <summary>Matrix products of 16-bit activations and narrower weights.</summary>
    GemmWeightOnly,

    /// <summary>Attention of a prompt.</summary>
    AttentionPrefill,

    /// <summary>The gradient of attention.</summary>
    AttentionBackward,

    /// <summary>Attention of an encoder, and cross-attention.</summary>
    AttentionEncoder,

    /// <summary>Attention of one token over a cache.</summary>
    AttentionDecode,

    /// <summary>Multi-head latent attention of a prompt.</summary>
    MlaPrefill,

    /// <summary>Multi-head latent attention of one token.</summary>
    MlaDecode,

    /// <summary>Routed experts.</summary>
    Moe,

    /// <summary>The convolution of a recurrent layer, over a prompt.</summary>
    ConvolutionPrefill,

    /// <summary>The convolution of a recurrent layer, of one token.</summary>
    ConvolutionDecode,

    /// <summary>Scans and state updates of recurrent layers.</summary>
    Scan,

    /// <summary>Operators bound by streaming.</summary>
    Streaming,

    /// <summary>All-reduce through the collective library.</summary>
    AllReduce,

    /// <summary>All-reduce through an engine's own kernel.</summary>
    AllReduceFused,

    /// <summary>All-gather.</summary>
    AllGather,

    /// <summary>Reduce-scatter.</summary>
    ReduceScatter,

    /// <summary>All-to-all, and sends from one rank to another.</summary>
    AllToAll,
}
