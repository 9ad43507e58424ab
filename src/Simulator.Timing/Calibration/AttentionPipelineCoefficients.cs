using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>How attention kernels run, by the kind of matrix instruction: synchronous (mma.sync) or asynchronous (wgmma, tcgen05).</summary>
public sealed record AttentionPipelineCoefficients
{
    /// <summary>Fraction of the 16-bit peak that the two products reach.</summary>
    [Field("tensor_efficiency", Maximum = 1)] public required double TensorEfficiency { get; init; }

    /// <summary>Fraction of the 8-bit peak that the two products reach.</summary>
    [Field("tensor_efficiency_fp8", Maximum = 1)] public required double TensorEfficiencyFp8 { get; init; }

    /// <summary>
    /// Relative growth of the tensor time per doubling of a width of 128 (synchronous) or 256 (asynchronous): wider heads leave fewer blocks and
    /// shallower pipelines on an SM.
    /// </summary>
    [Field("wide_head_cost", Minimum = 0, Maximum = 10)] public required double WideHeadCost { get; init; }

    /// <summary>Bytes of cached keys and values that one SM takes in per clock in decode.</summary>
    [Field("decode_bytes_per_clock", Maximum = 1e4)] public required double DecodeBytesPerClock { get; init; }

    /// <summary>Cycles from the start of a decode's first work unit to the first result: what a single unit costs even on an idle GPU.</summary>
    [Field("decode_latency_cycles", Minimum = 0, Maximum = 1e6)] public required double DecodeLatencyCycles { get; init; }

    /// <summary>Cycles of an SM per work unit (one split of one sequence and key head) in decode, with those that run beside it.</summary>
    [Field("decode_unit_cycles", Minimum = 0, Maximum = 1e6)] public required double DecodeUnitCycles { get; init; }

    /// <summary>Cycles that each element of a head's width, times the width over 128, adds to a work unit: wider units do more, and fewer fit an SM.</summary>
    [Field("decode_width_cycles", Minimum = 0, Maximum = 1e4)] public required double DecodeWidthCycles { get; init; }

    /// <summary>Cycles per cached token of a lone thread block of multi-head latent decode: load, product, rescale, product, in turn.</summary>
    [Field("latent_token_cycles", Minimum = 0, Maximum = 1e5)] public required double LatentTokenCycles { get; init; }

    /// <summary>Cycles of a lone work unit of multi-head latent decode, its first tile of tokens apart.</summary>
    [Field("latent_latency_cycles", Minimum = 0, Maximum = 1e6)] public required double LatentLatencyCycles { get; init; }

    /// <summary>Cycles of an SM per work unit of multi-head latent decode, the bytes of its first tile of tokens apart.</summary>
    [Field("latent_unit_cycles", Minimum = 0, Maximum = 1e6)] public required double LatentUnitCycles { get; init; }

    /// <summary>Fraction of the tensor peak that multi-head latent decode reaches on its 64-row tiles.</summary>
    [Field("latent_tensor_efficiency", Maximum = 1)] public required double LatentTensorEfficiency { get; init; }
}
