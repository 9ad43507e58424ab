using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the attention models; shared by all GPUs.</summary>
public sealed record AttentionCoefficients
{
    /// <summary>Kernels with synchronous matrix instructions.</summary>
    [Field("synchronous")] public required AttentionPipelineCoefficients Synchronous { get; init; }

    /// <summary>Kernels with asynchronous matrix instructions.</summary>
    [Field("asynchronous")] public required AttentionPipelineCoefficients Asynchronous { get; init; }

    /// <summary>Fixed cycles of a prompt's attention: position embedding and cache write, then the attention kernel, with the gap between them.</summary>
    [Field("prefill_cycles", Minimum = 0, Maximum = 1e6)] public required double PrefillCycles { get; init; }

    /// <summary>Fixed cycles of an encoder's attention.</summary>
    [Field("encoder_cycles", Minimum = 0, Maximum = 1e6)] public required double EncoderCycles { get; init; }

    /// <summary>Fixed cycles of a prompt's multi-head latent attention.</summary>
    [Field("mla_prefill_cycles", Minimum = 0, Maximum = 1e6)] public required double MlaPrefillCycles { get; init; }

    /// <summary>Fixed cycles of a decode attention.</summary>
    [Field("decode_cycles", Minimum = 0, Maximum = 1e6)] public required double DecodeCycles { get; init; }

    /// <summary>Fixed cycles of a decode multi-head latent attention.</summary>
    [Field("mla_decode_cycles", Minimum = 0, Maximum = 1e6)] public required double MlaDecodeCycles { get; init; }

    /// <summary>Cycles of the kernel that combines splits.</summary>
    [Field("combine_cycles", Minimum = 0, Maximum = 1e6)] public required double CombineCycles { get; init; }

    /// <summary>Cycles of the kernel that quantises queries where the products are in 8 bits.</summary>
    [Field("quantise_cycles", Minimum = 0, Maximum = 1e6)] public required double QuantiseCycles { get; init; }

    /// <summary>Exponent of the norm that joins the longest block's time and the average load of an SM.</summary>
    [Field("makespan_exponent", Minimum = 1, Maximum = 100)] public required double MakespanExponent { get; init; }

    /// <summary>Fraction of the memory's peak that a prompt's operands reach.</summary>
    [Field("prefill_memory_efficiency", Maximum = 1)] public required double PrefillMemoryEfficiency { get; init; }

    /// <summary>Fraction of the memory's peak that the cache's reads reach in decode.</summary>
    [Field("decode_memory_efficiency", Maximum = 1)] public required double DecodeMemoryEfficiency { get; init; }

    /// <summary>Fraction of the L2's bandwidth that operands found there reach.</summary>
    [Field("l2_efficiency", Maximum = 1)] public required double L2Efficiency { get; init; }

    /// <summary>Cycles to write one token's key and value of one head to the cache, spread over all SMs.</summary>
    [Field("cache_write_cycles", Minimum = 0, Maximum = 1e5)] public required double CacheWriteCycles { get; init; }

    /// <summary>Ratio of SM time per byte of an 8-bit cache to that of a 16-bit cache where the kernel must widen it.</summary>
    [Field("narrow_cache_penalty", Minimum = 1, Maximum = 10)] public required double NarrowCachePenalty { get; init; }

    /// <summary>Fraction of the tensor peak that multi-head latent decode reaches on its 64-row tiles.</summary>
    [Field("mla_decode_tensor_efficiency", Maximum = 1)] public required double MlaDecodeTensorEfficiency { get; init; }

    /// <summary>Watts per SM and gigahertz that attention draws: a board whose limit is below that lowers its clock.</summary>
    [Field("watts_per_sm_gigahertz", Maximum = 100)] public required double WattsPerSmGigahertz { get; init; }

    /// <summary>The launch of the graph that each benchmark sample carries.</summary>
    [Field("graph_launch", Dimension.Seconds, Minimum = 0)] public required double GraphLaunchSeconds { get; init; }
}
