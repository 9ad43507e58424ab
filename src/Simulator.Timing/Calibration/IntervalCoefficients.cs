using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>
/// The 90 % error interval of an operator family: the 5th and the 95th percentile of measured over predicted time on the calibration data.
/// </summary>
public sealed record IntervalCoefficients
{
    /// <summary>The 5th percentile.</summary>
    [Field("low", Maximum = 1)] public required double Low { get; init; }

    /// <summary>The 95th percentile.</summary>
    [Field("high", Minimum = 1, Maximum = 100)] public required double High { get; init; }
}
