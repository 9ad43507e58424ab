using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>
/// A 90 % interval of measured over predicted time, from GPUs that were left out of the fit.
/// </summary>
public sealed record IntervalCoefficients
{
    /// <summary>The lower end.</summary>
    [Field("low", Maximum = 1)] public required double Low { get; init; }

    /// <summary>The upper end.</summary>
    [Field("high", Minimum = 1, Maximum = 100)] public required double High { get; init; }
}
