using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>How well an attention kernel overlaps matrix products with exponentials, by the kind of matrix instruction.</summary>
public sealed record AttentionPipelineCoefficients
{
    /// <summary>Fraction of the 16-bit peak that the two products reach.</summary>
    [Field("tensor_efficiency", Maximum = 1)] public required double TensorEfficiency { get; init; }

    /// <summary>Fraction of the 8-bit peak that the two products reach.</summary>
    [Field("tensor_efficiency_fp8", Maximum = 1)] public required double TensorEfficiencyFp8 { get; init; }

    /// <summary>Cycles of softmax work per (query, key) pair, in units of one exponential on the special function units.</summary>
    [Field("softmax_exponentials", Maximum = 100)] public required double SoftmaxExponentials { get; init; }

    /// <summary>Exponent q of (tensorᑫ + softmaxᑫ)^(1/q): 1 where the two take turns, large where they overlap fully.</summary>
    [Field("overlap_exponent", Minimum = 1, Maximum = 100)] public required double OverlapExponent { get; init; }

    /// <summary>Cycles to start and finish a thread block.</summary>
    [Field("block_cycles", Minimum = 0, Maximum = 1e6)] public required double BlockCycles { get; init; }

    /// <summary>Bytes of cached keys and values that one SM takes in per clock in decode.</summary>
    [Field("decode_bytes_per_clock", Maximum = 1e4)] public required double DecodeBytesPerClock { get; init; }

    /// <summary>Cycles per work unit (one split of one sequence and head group) in decode.</summary>
    [Field("decode_unit_cycles", Minimum = 0, Maximum = 1e6)] public required double DecodeUnitCycles { get; init; }

    /// <summary>
    /// Cycles per cached token and thread block that multi-head latent decode needs at least: loading, rescaling and synchronising the 64-row tile,
    /// however few of its rows are heads.
    /// </summary>
    [Field("mla_token_cycles", Minimum = 0, Maximum = 1e5)] public required double MlaTokenCycles { get; init; }
}
