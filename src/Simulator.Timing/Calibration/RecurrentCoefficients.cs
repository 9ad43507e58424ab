using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the recurrent-layer models; shared by all GPUs.</summary>
public sealed record RecurrentCoefficients
{
    /// <summary>Fixed time of a convolution kernel as it is benchmarked.</summary>
    [Field("convolution", Dimension.Seconds, Minimum = 0)] public required double ConvolutionSeconds { get; init; }

    /// <summary>Vector cycles of one SM per thread block (128 channels of 8 tokens) of a prompt's convolution.</summary>
    [Field("block_cycles", Minimum = 0, Maximum = 1e6)] public required double BlockCycles { get; init; }

    /// <summary>Cycles added per block where the prompt's length is no multiple of 8, so that loads cannot be vectors.</summary>
    [Field("unaligned_cycles", Minimum = 0, Maximum = 1e6)] public required double UnalignedCycles { get; init; }

    /// <summary>Cycles of one SM lane group per channel of a single token's convolution.</summary>
    [Field("decode_cycles", Minimum = 0, Maximum = 1e6)] public required double DecodeCycles { get; init; }

    /// <summary>Elements moved per tap and channel of a single token's convolution: window read and shifted, input, weights and output.</summary>
    [Field("decode_accesses", Minimum = 2, Maximum = 1e3)] public required double DecodeAccesses { get; init; }

    /// <summary>Fraction of the memory's peak that these kernels reach.</summary>
    [Field("memory_efficiency", Maximum = 1)] public required double MemoryEfficiency { get; init; }

    /// <summary>Exponent of the norm that joins the instructions of a single token's convolution with its memory time.</summary>
    [Field("decode_overlap_exponent", Minimum = 1, Maximum = 100)] public required double DecodeOverlapExponent { get; init; }

    /// <summary>Fraction of the tensor peak that the products of a chunked scan reach; not measured, taken from the small tiles they work on.</summary>
    [Field("scan_tensor_efficiency", Maximum = 1)] public required double ScanTensorEfficiency { get; init; }
}
