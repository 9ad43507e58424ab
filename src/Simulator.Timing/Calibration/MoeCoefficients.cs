using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the routed-expert model; shared by all GPUs or by the generation of their matrix instructions.</summary>
public sealed record MoeCoefficients
{
    /// <summary>Cycles that each kernel of the operator adds: start and end.</summary>
    [Field("kernel_cycles", Minimum = 0, Maximum = 1e6)] public required double KernelCycles { get; init; }

    /// <summary>Time that each kernel adds whatever the clock: the gap between launches.</summary>
    [Field("kernel", Dimension.Seconds, Minimum = 0, Maximum = 1e-3)] public required double KernelSeconds { get; init; }

    /// <summary>Kernels that sorting a large batch adds; a few tokens are sorted by one thread block.</summary>
    [Field("routing_kernels", Minimum = 0, Maximum = 100)] public required double RoutingKernels { get; init; }

    /// <summary>Tokens at which half of them are added.</summary>
    [Field("routing_tokens", Minimum = 1, Maximum = 1e6)] public required double RoutingTokens { get; init; }

    /// <summary>Fraction of the tensor peak that grouped products reach with synchronous instructions.</summary>
    [Field("tensor_efficiency", Maximum = 1)] public required double TensorEfficiency { get; init; }

    /// <summary>The same with asynchronous instructions.</summary>
    [Field("asynchronous_tensor_efficiency", Maximum = 1)] public required double AsynchronousTensorEfficiency { get; init; }

    /// <summary>What 8-bit instructions leave of it.</summary>
    [Field("narrow_efficiency", Maximum = 1)] public required double NarrowEfficiency { get; init; }

    /// <summary>What scales per block of the activations, applied in software, leave of it.</summary>
    [Field("blockwise_efficiency", Maximum = 1)] public required double BlockwiseEfficiency { get; init; }

    /// <summary>What widening weights ahead of tcgen05 instructions leaves of it, which take operands from shared memory.</summary>
    [Field("widening_efficiency", Maximum = 1)] public required double WideningEfficiency { get; init; }

    /// <summary>Fraction of the rate of synchronous instructions that products on weights widened in registers reach.</summary>
    [Field("striped_efficiency", Maximum = 1)] public required double StripedEfficiency { get; init; }

    /// <summary>Exponent of the norm that joins their compute with the weights' way into registers.</summary>
    [Field("striped_overlap_exponent", Minimum = 1, Maximum = 100)] public required double StripedOverlapExponent { get; init; }

    /// <summary>Weights that an SM widens per clock in registers.</summary>
    [Field("widening_per_clock", Minimum = 1e-3, Maximum = 1e4)] public required double WideningPerClock { get; init; }

    /// <summary>Block-scaled weights that an SM of a part with warp-group instructions widens per clock into shared memory.</summary>
    [Field("tile_widening_per_clock", Minimum = 1e-3, Maximum = 1e4)] public required double TileWideningPerClock { get; init; }

    /// <summary>What products on expanded weights leave of it.</summary>
    [Field("emulated_efficiency", Maximum = 1)] public required double EmulatedEfficiency { get; init; }

    /// <summary>Bytes of memory traffic per weight that is expanded to 16 bits before use.</summary>
    [Field("emulated_bytes", Minimum = 1, Maximum = 100)] public required double EmulatedBytes { get; init; }

    /// <summary>Cycles per tile besides its matrix instructions.</summary>
    [Field("tile_cycles", Minimum = 0, Maximum = 1e6)] public required double TileCycles { get; init; }

    /// <summary>Operand bytes per clock that reach the tile of an SM whose threads load them themselves.</summary>
    [Field("feed_bytes_per_clock", Minimum = 1e-3, Maximum = 1e4)] public required double FeedBytesPerClock { get; init; }

    /// <summary>Fraction of the memory's peak that expert weights reach.</summary>
    [Field("memory_efficiency", Maximum = 1)] public required double MemoryEfficiency { get; init; }

    /// <summary>What check bits stored in the data's own memory leave of it.</summary>
    [Field("in_band_ecc_efficiency", Maximum = 1)] public required double InBandEccEfficiency { get; init; }

    /// <summary>Exponent of the norm that joins compute and memory time.</summary>
    [Field("overlap_exponent", Minimum = 1, Maximum = 100)] public required double OverlapExponent { get; init; }

    /// <summary>Fraction of the memory's peak that permuting and reducing tokens reaches.</summary>
    [Field("token_memory_efficiency", Maximum = 1)] public required double TokenMemoryEfficiency { get; init; }

    /// <summary>Share of the traffic of permuting a slot's rows (written, read, result written, read) that is not hidden behind the products.</summary>
    [Field("slot_passes", Minimum = 0, Maximum = 100)] public required double SlotPasses { get; init; }

    /// <summary>Times that the rows of all tokens are moved: input, output cleared and written.</summary>
    [Field("token_passes", Minimum = 0, Maximum = 100)] public required double TokenPasses { get; init; }

    /// <summary>Times that a hidden-sized row of another rank's slot is moved by stacks that carry them.</summary>
    [Field("idle_hidden_passes", Minimum = 0, Maximum = 100)] public required double IdleHiddenPasses { get; init; }

    /// <summary>Times that its intermediate-sized row is moved.</summary>
    [Field("idle_inter_passes", Minimum = 0, Maximum = 100)] public required double IdleInterPasses { get; init; }

    /// <summary>Times more where the intermediate is quantised.</summary>
    [Field("idle_quantise_passes", Minimum = 0, Maximum = 100)] public required double IdleQuantisePasses { get; init; }

    /// <summary>Cycles per slot of all ranks that sorting costs.</summary>
    [Field("slot_cycles", Minimum = 0, Maximum = 1e6)] public required double SlotCycles { get; init; }

    /// <summary>The same in stacks for weight-only formats.</summary>
    [Field("unfiltered_slot_cycles", Minimum = 0, Maximum = 1e6)] public required double UnfilteredSlotCycles { get; init; }
}
