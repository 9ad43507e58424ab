using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Gpus;

namespace Simulator.Timing.Attention;

/// <summary>The kernel that engines have for a prompt's attention on a kind of GPU.</summary>
/// <param name="Compute">Format of the products that it really does.</param>
/// <param name="Generic">Whether no tuned kernel exists, so that a generic one (mma.sync on any part) serves.</param>
/// <param name="ThroughCache">Whether it reads keys and values from an 8-bit cache while the products asked for are wider.</param>
/// <param name="Quantises">Whether a kernel of its own quantises operands before it.</param>
/// <param name="Packs">Whether it packs the query heads that share a key head into the rows of one tile.</param>
/// <param name="Window">The window whose outside it skips; 0 where it masks all keys.</param>
/// <param name="KeyDim">Width of a key as the kernel pads it.</param>
/// <param name="ValueDim">Width of a value as the kernel pads it.</param>
/// <param name="LargestTile">Query rows of its largest tile.</param>
internal readonly record struct PromptKernel(
    NumberFormat Compute,
    bool Generic,
    bool ThroughCache,
    bool Quantises,
    bool Packs,
    double Window,
    double KeyDim,
    double ValueDim,
    int LargestTile)
{
    private const double Swizzle = 64;
    private const double RegisterTile = 32;
    private const double TensorMemoryColumns = 512;
    private const double KeysPerTile = 128;

    /// <summary>Chooses as the engines do.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="s">The attention.</param>
    /// <returns>The kernel.</returns>
    public static PromptKernel Of(GpuRates rates, in AttentionShape s)
    {
        var generation = rates.Gpu.Tensor.Generation;
        var narrow = rates.InstructionFormat(s.Compute).ElementBits <= 8;
        var generic = !Tuned(generation, s, narrow);

        // Keys and values of 8 bits want queries of 8 bits where asynchronous instructions read them from shared memory as they lie there. A prompt of one
        // token goes to the decode kernel of tcgen05 parts, which does all of that itself.
        var single = generation == MmaGeneration.Tcgen05 && s.Queries <= 1;
        var readsCache = s.Kind == PromptKind.Prefill && s.NarrowCache && !narrow && s.KeyDim >= 128 && !single;
        var narrows = rates.Async && !narrow && !generic && rates.FmaPerClock(NumberFormats.Fp8E4M3) > 0 && s.Kind switch
        {
            PromptKind.Latent => s.NarrowCache,
            _ => readsCache && s.KeyDim % 128 == 0,
        };

        // Engines whose 8-bit kernels (wgmma, widths of 128 and 256) take operands that the position embedding wrote in 8 bits quantise nothing apart.
        var fused = generation == MmaGeneration.Wgmma && s.KeyDim is 128 or 256;
        var quantises = (narrow && s.Kind == PromptKind.Prefill && !fused) || narrows;
        var packs = s.Heads > s.KvHeads && !(quantises && narrow && (generic || rates.Async)) && (generation != MmaGeneration.Tcgen05 || single);
        var skips = !generic || !rates.Async || (s.NarrowCache && !narrow);
        var key = Padded(s.KeyDim, generation);
        var value = s.Kind == PromptKind.Latent && rates.Async ? s.ValueDim : key;
        return new PromptKernel(
            narrows ? NumberFormats.Fp8E4M3 : s.Compute, generic, readsCache, quantises, packs, skips ? s.Window : 0, key, value,
            Largest(generation, key, value));
    }

    /// <summary>
    /// Whether a tuned kernel exists. Measured times jump where it does not: on tcgen05 parts above a width of 128 the accumulators must fill whole
    /// halves of the tensor memory; wgmma kernels with an 8-bit cache end at 256, with a window below it; 8-bit kernels for mma.sync exist for 128 to 192.
    /// </summary>
    private static bool Tuned(MmaGeneration generation, in AttentionShape s, bool narrow) => s.Kind == PromptKind.Latent || generation switch
    {
        MmaGeneration.Tcgen05 => s.KeyDim <= 128 || s.KeyDim % 128 == 0,
        MmaGeneration.Wgmma => s.KeyDim < 256 || !(s.NarrowCache && (s.KeyDim > 256 || (narrow && s.Window > 0))),
        _ => !narrow || s.KeyDim is >= 128 and <= 192,
    };

    /// <summary>Registers hold widths in steps of 32 up to 128 and of 64 beyond; tensor memory and its loads, in whole swizzles of 64 elements.</summary>
    private static double Padded(double width, MmaGeneration generation)
    {
        var step = width > 128 || generation == MmaGeneration.Tcgen05 ? Swizzle : RegisterTile;
        return Math.Ceiling(width / step) * step;
    }

    /// <summary>
    /// Rows of the largest tile: three warp groups of 64 where the accumulators of a narrow head leave the registers for them, two otherwise (wgmma); two
    /// tiles of 128 in turn where scores and outputs of both fit the tensor memory; 128 for mma.sync.
    /// </summary>
    private static int Largest(MmaGeneration generation, double key, double value) => generation switch
    {
        MmaGeneration.Tcgen05 => 2 * (KeysPerTile + value) <= TensorMemoryColumns ? 256 : 128,
        MmaGeneration.Wgmma => key <= 96 ? 192 : 128,
        _ => 128,
    };
}
