using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>The coefficients of the attention models; shared by all GPUs, or by those with one kind of matrix instruction.</summary>
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

    /// <summary>Fixed cycles of a decode multi-head latent attention, the first tile of tokens included.</summary>
    [Field("mla_decode_cycles", Minimum = 0, Maximum = 1e6)] public required double MlaDecodeCycles { get; init; }

    /// <summary>Fixed cycles that prompt kernels with asynchronous instructions add: descriptors, barriers, roles of warps.</summary>
    [Field("asynchronous_cycles", Minimum = 0, Maximum = 1e6)] public required double AsynchronousCycles { get; init; }

    /// <summary>
    /// Fixed cycles that a prompt's attention adds where the leanest engine has no kernel and a second choice serves: with a sliding window, and for
    /// heads narrower than 128.
    /// </summary>
    [Field("second_choice_cycles", Minimum = 0, Maximum = 1e6)] public required double SecondChoiceCycles { get; init; }

    /// <summary>Fixed cycles that an encoder adds where its heads are no multiple of 64 wide: a kernel that pads them.</summary>
    [Field("odd_width_cycles", Minimum = 0, Maximum = 1e6)] public required double OddWidthCycles { get; init; }

    /// <summary>Fixed cycles that a window shorter than the cache adds to a decode, where kernels are older than tcgen05.</summary>
    [Field("decode_window_cycles", Minimum = 0, Maximum = 1e6)] public required double DecodeWindowCycles { get; init; }

    /// <summary>
    /// Fixed cycles that shapes outside those of served models add to a decode, where kernels are older than tcgen05: they fall to a second choice.
    /// </summary>
    [Field("fallback_cycles", Minimum = 0, Maximum = 1e6)] public required double FallbackCycles { get; init; }

    /// <summary>Fixed cycles of a small kernel beside a decode attention: it rotates and writes the new token, or always combines.</summary>
    [Field("small_kernel_cycles", Minimum = 0, Maximum = 1e6)] public required double SmallKernelCycles { get; init; }

    /// <summary>Fixed cycles that an 8-bit cache adds to a decode: scales to read, the new token to convert.</summary>
    [Field("decode_narrow_cycles", Minimum = 0, Maximum = 1e6)] public required double DecodeNarrowCycles { get; init; }

    /// <summary>Fixed cycles that an 8-bit cache adds where the kernel reads keys and values from it: scales, conversion, a kernel that waits.</summary>
    [Field("narrow_cache_cycles", Minimum = 0, Maximum = 1e6)] public required double NarrowCacheCycles { get; init; }

    /// <summary>Cycles of the kernels that quantise operands where the products are in 8 bits.</summary>
    [Field("quantise_cycles", Minimum = 0, Maximum = 1e6)] public required double QuantiseCycles { get; init; }

    /// <summary>Cycles of the kernel that combines splits.</summary>
    [Field("combine_cycles", Minimum = 0, Maximum = 1e6)] public required double CombineCycles { get; init; }

    /// <summary>
    /// Softmax work per (query, key) pair in units of one exponential; maximum, scaling, sum and conversion hide behind it for the most part.
    /// </summary>
    [Field("softmax_exponentials", Maximum = 100)] public required double SoftmaxExponentials { get; init; }

    /// <summary>
    /// Exponentials per clock and FP32 lane that kernels for tensor memory compute as polynomials, beside the special function units.
    /// </summary>
    [Field("emulated_exponentials", Minimum = 0, Maximum = 1)] public required double EmulatedExponentials { get; init; }

    /// <summary>
    /// Exponent q of (tensorᑫ + softmaxᑫ)^(1/q) with asynchronous instructions: 1 where the two take turns, large where they overlap fully.
    /// </summary>
    [Field("overlap_exponent", Minimum = 1, Maximum = 100)] public required double OverlapExponent { get; init; }

    /// <summary>Time of a pair under a causal mask, its keys in the pages of a cache, over that of an encoder's pair.</summary>
    [Field("causal_pair_cost", Minimum = 1, Maximum = 10)] public required double CausalPairCost { get; init; }

    /// <summary>Cycles to start and finish a thread block of a prompt.</summary>
    [Field("block_cycles", Minimum = 0, Maximum = 1e6)] public required double BlockCycles { get; init; }

    /// <summary>Cycles that a row of queries adds to a thread block: its queries loaded, its outputs scaled and stored.</summary>
    [Field("block_row_cycles", Minimum = 0, Maximum = 1e4)] public required double BlockRowCycles { get; init; }

    /// <summary>Cycles that a tile of keys adds to a block alone on its SM: nothing hides the latency of load, product, softmax and product.</summary>
    [Field("key_tile_cycles", Minimum = 0, Maximum = 1e6)] public required double KeyTileCycles { get; init; }

    /// <summary>Share of the longest block's time by which the last SM ends after the average, where there are more blocks than SMs.</summary>
    [Field("tail_share", Minimum = 0, Maximum = 1)] public required double TailShare { get; init; }

    /// <summary>Exponent of the norm that joins the SMs' time and the memory system's in a prompt, which overlap imperfectly.</summary>
    [Field("prefill_traffic_exponent", Minimum = 1, Maximum = 100)] public required double PrefillTrafficExponent { get; init; }

    /// <summary>Cycles that combining splits adds where the last block of a unit does it, in kernels made for single queries.</summary>
    [Field("generated_combine_cycles", Minimum = 0, Maximum = 1e6)] public required double GeneratedCombineCycles { get; init; }

    /// <summary>Exponent of the norm that joins the SMs' time and the memory system's, which overlap imperfectly.</summary>
    [Field("traffic_exponent", Minimum = 1, Maximum = 100)] public required double TrafficExponent { get; init; }

    /// <summary>The same exponent for multi-head latent decode, whose kernels load the next tile of latents while they work on one.</summary>
    [Field("latent_traffic_exponent", Minimum = 1, Maximum = 100)] public required double LatentTrafficExponent { get; init; }

    /// <summary>
    /// Time of a generic kernel, for widths and formats that the tuned ones leave out, over that of its products at 1024 FMA per SM and clock
    /// (mma.sync on any part).
    /// </summary>
    [Field("generic_kernel_ratio", Minimum = 1, Maximum = 100)] public required double GenericKernelRatio { get; init; }

    /// <summary>Power of the width over 128 by which a generic kernel loses more: registers and shared memory run out.</summary>
    [Field("generic_width_exponent", Minimum = 0, Maximum = 10)] public required double GenericWidthExponent { get; init; }

    /// <summary>Fraction of the memory's peak that a prompt's operands reach.</summary>
    [Field("prefill_memory_efficiency", Maximum = 1)] public required double PrefillMemoryEfficiency { get; init; }

    /// <summary>Fraction of the L2's bandwidth that a prompt's operands reach.</summary>
    [Field("prefill_l2_efficiency", Maximum = 1)] public required double PrefillL2Efficiency { get; init; }

    /// <summary>Cycles to write one token's key and value of one head to the cache, spread over all SMs.</summary>
    [Field("cache_write_cycles", Minimum = 0, Maximum = 1e5)] public required double CacheWriteCycles { get; init; }

    /// <summary>Fraction of the memory's peak that the cache's reads reach in decode.</summary>
    [Field("decode_memory_efficiency", Maximum = 1)] public required double DecodeMemoryEfficiency { get; init; }

    /// <summary>What of that is left where error correction takes its bits from the same memory.</summary>
    [Field("in_band_ecc_efficiency", Maximum = 1)] public required double InBandEccEfficiency { get; init; }

    /// <summary>Fraction of the L2's bandwidth that the cache's reads reach in decode.</summary>
    [Field("decode_l2_efficiency", Maximum = 1)] public required double DecodeL2Efficiency { get; init; }

    /// <summary>Share of the L2 that a repeated attention can count on.</summary>
    [Field("l2_share", Maximum = 2)] public required double L2Share { get; init; }

    /// <summary>Bytes of queries and outputs, beyond those of 8 heads, that a decode unit moves per clock, nothing else overlapping.</summary>
    [Field("decode_query_bytes_per_clock", Maximum = 1e4)] public required double DecodeQueryBytesPerClock { get; init; }

    /// <summary>Bytes of queries, outputs and the first tile of latents that a latent decode unit moves per clock, nothing else overlapping.</summary>
    [Field("latent_start_bytes_per_clock", Maximum = 1e4)] public required double LatentStartBytesPerClock { get; init; }

    /// <summary>Time of a decode unit in kernels made for single queries over that of one that reserves the rows of a prompt's tile.</summary>
    [Field("generated_unit_ratio", Maximum = 1)] public required double GeneratedUnitRatio { get; init; }

    /// <summary>Bytes of queries and outputs, beyond those of 8 heads, that such a kernel's unit moves per clock.</summary>
    [Field("generated_query_bytes_per_clock", Maximum = 1e4)] public required double GeneratedQueryBytesPerClock { get; init; }

    /// <summary>Cycles of an SM per query head in a decode kernel on vector units.</summary>
    [Field("vector_head_cycles", Maximum = 1e6)] public required double VectorHeadCycles { get; init; }

    /// <summary>The same where masked attention reads a window of the cache on a synchronous part.</summary>
    [Field("window_head_cycles", Maximum = 1e6)] public required double WindowHeadCycles { get; init; }

    /// <summary>Bytes of cached keys and values that one SM works through per clock and query head in a decode kernel on vector units.</summary>
    [Field("vector_bytes_per_clock", Maximum = 1e4)] public required double VectorBytesPerClock { get; init; }

    /// <summary>Ratio of SM time per byte of an 8-bit cache to that of a 16-bit cache where the kernel must widen it.</summary>
    [Field("narrow_cache_penalty", Minimum = 1, Maximum = 10)] public required double NarrowCachePenalty { get; init; }

    /// <summary>Watts per SM and gigahertz that attention draws: a board whose limit is below that lowers its clock.</summary>
    [Field("watts_per_sm_gigahertz", Maximum = 100)] public required double WattsPerSmGigahertz { get; init; }

    /// <summary>
    /// Time per tile and token of the generic kernels that split a latent cache on synchronous parts, over what products and shared memory need.
    /// </summary>
    [Field("latent_generic_ratio", Minimum = 1, Maximum = 100)] public required double LatentGenericRatio { get; init; }

    /// <summary>Time that a host needs to launch an engine's latent decode where a benchmark does not replay it from a graph.</summary>
    [Field("eager", Dimension.Seconds, Minimum = 0)] public required double EagerSeconds { get; init; }

    /// <summary>The launch of the graph that each benchmark sample carries.</summary>
    [Field("graph_launch", Dimension.Seconds, Minimum = 0)] public required double GraphLaunchSeconds { get; init; }
}
