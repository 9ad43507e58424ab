using Simulator.Timing.Calibration;
using Simulator.Timing.Gpus;

namespace Simulator.Systems.Training.Overlap;

/// <summary>
/// Exchanges and computation on separate streams of one GPU. While both run, the exchange's kernels hold some SMs, which slows computation by their share,
/// and memory traffic slows the exchange.
/// </summary>
/// <param name="rates">The GPU.</param>
public sealed class SharedGpu(GpuRates rates)
{
    private readonly TrainingCoefficients c = rates.Coefficients.Training;

    /// <summary>Rate of computation beside an exchange, relative to alone.</summary>
    public double ComputeRate => 1 - Math.Min(0.9, c.ExchangeSms / rates.Sms);

    /// <summary>Rate of an exchange beside computation, relative to alone.</summary>
    public double ExchangeRate => c.ExchangeBesideCompute;

    /// <summary>The time of both, started together.</summary>
    /// <param name="compute">Seconds of the computation alone.</param>
    /// <param name="exchange">Seconds of the exchange alone.</param>
    /// <returns>Seconds until both have ended: at least the longer one, at most their sum.</returns>
    public double Joint(double compute, double exchange)
    {
        double together = exchange / ExchangeRate, computed = together * ComputeRate;
        var joint = computed <= compute
            ? together + (compute - computed)
            : (compute / ComputeRate) + (exchange - (compute / ComputeRate * ExchangeRate));
        return Math.Clamp(joint, Math.Max(compute, exchange), compute + exchange);
    }

    /// <summary>What an exchange adds to the computation that it runs beside.</summary>
    /// <param name="compute">Seconds of the computation alone.</param>
    /// <param name="exchange">Seconds of the exchange alone.</param>
    /// <returns>Seconds.</returns>
    public double Exposed(double compute, double exchange) => Joint(compute, exchange) - compute;
}
