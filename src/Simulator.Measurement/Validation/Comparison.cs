using Simulator.Timing.Estimates;

namespace Simulator.Measurement.Validation;

/// <summary>A measurement beside its prediction.</summary>
/// <param name="Measured">The measurement.</param>
/// <param name="Estimate">The prediction of the same thing that was timed.</param>
/// <param name="LowSeconds">The lower end of the prediction's 90 % interval.</param>
/// <param name="HighSeconds">The upper end.</param>
public sealed record Comparison(Measurements.Measurement Measured, KernelEstimate Estimate, double LowSeconds, double HighSeconds)
{
    /// <summary>Predicted over measured, minus one.</summary>
    public double Error => Estimate.Seconds / Measured.LatencySeconds - 1;

    /// <summary>Roofline over measured, minus one.</summary>
    public double RooflineError => Estimate.RooflineSeconds / Measured.LatencySeconds - 1;

    /// <summary>Whether the measurement lies in the interval.</summary>
    public bool IsCovered => Measured.LatencySeconds >= LowSeconds && Measured.LatencySeconds <= HighSeconds;
}
