using Simulator.Hardware.Formats;
using Simulator.Hardware.Technology;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Precision;

/// <summary>What an operator costs on a GPU in a format, and in bf16.</summary>
/// <param name="Gpu">The GPU's id.</param>
/// <param name="Instruction">The format that the GPU's matrix instruction takes; others are widened to it.</param>
/// <param name="Seconds">The predicted time.</param>
/// <param name="BaselineSeconds">The predicted time in bf16.</param>
/// <param name="MemoryBytes">Bytes through the memory interface.</param>
/// <param name="Joules">Energy; NaN where it is not known for the GPU.</param>
public sealed record KernelPrice(string Gpu, NumberFormat Instruction, double Seconds, double BaselineSeconds, double MemoryBytes, double Joules)
{
    /// <summary>How much faster than in bf16.</summary>
    public double SpeedUp => BaselineSeconds / Seconds;

    /// <summary>Prices an operator.</summary>
    /// <param name="model">The timing model.</param>
    /// <param name="technology">What energy is worked out from; null for none.</param>
    /// <param name="op">The operator.</param>
    /// <param name="baseline">The same in bf16.</param>
    /// <param name="compute">The format of the operator's products.</param>
    /// <returns>The price, alone with a cold L2.</returns>
    public static KernelPrice Of(TimingModel model, TechnologyDescription? technology, Operator op, Operator baseline, NumberFormat compute)
    {
        var estimate = model.Estimate(op, PricingContext.Cold);
        var joules = technology is not null && EnergyModel.Knows(model.System.Gpu, technology)
            ? new EnergyModel(model.Rates, technology).Of(op, estimate).TotalJoules
            : double.NaN;
        return new KernelPrice(
            model.System.Gpu.Id, model.Rates.InstructionFormat(compute), estimate.Seconds, model.Estimate(baseline, PricingContext.Cold).Seconds,
            estimate.MemoryBytes, joules);
    }
}
