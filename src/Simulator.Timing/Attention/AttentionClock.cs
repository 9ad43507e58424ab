using Simulator.Timing.Gpus;

namespace Simulator.Timing.Attention;

/// <summary>The clock that a board's power leaves for attention, which loads tensor, vector and special function units at once.</summary>
internal static class AttentionClock
{
    /// <summary>The tensor clock, lowered where SMs × clock × watts per SM and gigahertz exceeds the board's power.</summary>
    /// <param name="rates">The GPU.</param>
    /// <returns>Hertz.</returns>
    public static double Hertz(GpuRates rates)
    {
        var sustained = rates.TdpWatts / (rates.Sms * rates.Coefficients.Attention.WattsPerSmGigahertz) * 1e9;
        return Math.Min(rates.TensorHz, sustained);
    }
}
