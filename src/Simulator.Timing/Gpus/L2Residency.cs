namespace Simulator.Timing.Gpus;

/// <summary>How much of a working set is still in the L2 when it is used again: 1 / (1 + (set / (half hit · capacity))ᵖ), falling with the set.</summary>
internal static class L2Residency
{
    /// <summary>
    /// Sharpness of a cache of one partition: it keeps whatever fits. Measured products on a 96 MiB cache find their operands up to 100 % of its
    /// capacity, and no longer from 105 % on.
    /// </summary>
    public const double UnifiedSharpness = 40;

    /// <summary>Half-hit point of a cache of one partition, relative to its capacity; from the same observation.</summary>
    public const double UnifiedHalfHit = 1.025;

    /// <summary>The fraction of hits on data that every SM reads: each partition holds a copy, so that only a partition's capacity counts.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="setBytes">The working set in bytes.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Shared(GpuRates rates, double setBytes) => Hit(rates, setBytes / (rates.EffectiveL2Bytes * rates.L2HalfHit));

    /// <summary>The fraction of hits on data that one SM or few read: the whole capacity counts.</summary>
    /// <param name="rates">The GPU.</param>
    /// <param name="setBytes">The working set in bytes.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Private(GpuRates rates, double setBytes) => Hit(rates, setBytes / (rates.Gpu.L2.Bytes * rates.L2HalfHit));

    private static double Hit(GpuRates rates, double fill) =>
        fill <= rates.SurelyResident ? 1 : fill >= rates.SurelyEvicted ? 0 : 1 / (1 + Math.Pow(fill, rates.L2Sharpness));
}
