using Simulator.Hardware.Gpus;
using Simulator.Timing.Gpus;

namespace Simulator.Timing.Attention;

/// <summary>Which prompts' attention tuned kernels serve; the others fall to a generic kernel.</summary>
internal static class PromptKernels
{
    /// <summary>
    /// Whether a tuned kernel exists. Measured times jump where it does not: on tcgen05 parts above a width of 128 the accumulators must fill whole
    /// halves of the tensor memory; wgmma kernels with an 8-bit cache end at 256; 8-bit kernels for mma.sync exist for 128 to 192.
    /// </summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="s">The attention.</param>
    /// <param name="narrow">Whether the products are in 8 bits.</param>
    /// <returns>Whether a tuned kernel exists.</returns>
    public static bool Tuned(GpuRates rates, in AttentionShape s, bool narrow) => rates.Gpu.Tensor.Generation switch
    {
        MmaGeneration.Tcgen05 => s.KeyDim <= 128 || s.KeyDim % 128 == 0 || s.ValueDim < s.KeyDim,
        MmaGeneration.Wgmma => s.KeyDim <= 256 || s.KvBytes >= 2,
        _ => !narrow || s.KeyDim is >= 128 and <= 192,
    };
}
