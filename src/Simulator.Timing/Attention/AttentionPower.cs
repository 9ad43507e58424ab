using Simulator.Timing.Gpus;

namespace Simulator.Timing.Attention;

/// <summary>What a board's power leaves for attention, which loads tensor, vector and special function units at once.</summary>
internal static class AttentionPower
{
    /// <summary>
    /// SMs times clock, cut where watts per SM and gigahertz would exceed the board's power. Power limits what all SMs do together; the last blocks of a
    /// kernel, which few SMs work on, still run at the full clock.
    /// </summary>
    /// <param name="rates">The GPU.</param>
    /// <returns>SM cycles per second.</returns>
    public static double SmHertz(GpuRates rates) =>
        Math.Min(rates.Sms * rates.TensorHz, rates.TdpWatts / rates.Coefficients.Attention.WattsPerSmGigahertz * 1e9);
}
