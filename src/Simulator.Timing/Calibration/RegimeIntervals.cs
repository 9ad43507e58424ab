using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>The error intervals of an operator family by predicted time: what decides the error of a launch is not what decides that of a stream.</summary>
public sealed record RegimeIntervals
{
    private const double SmallSeconds = 10e-6;
    private const double LargeSeconds = 100e-6;

    /// <summary>Predictions under 10 µs.</summary>
    [Field("small")] public required IntervalCoefficients Small { get; init; }

    /// <summary>Predictions from 10 to 100 µs.</summary>
    [Field("medium")] public required IntervalCoefficients Medium { get; init; }

    /// <summary>Predictions over 100 µs.</summary>
    [Field("large")] public required IntervalCoefficients Large { get; init; }

    /// <summary>The regime of a time.</summary>
    /// <param name="seconds">The predicted time.</param>
    /// <returns>The regime.</returns>
    public static SizeRegime RegimeOf(double seconds) => seconds < SmallSeconds ? SizeRegime.Small : seconds <= LargeSeconds ? SizeRegime.Medium : SizeRegime.Large;

    /// <summary>The interval of a prediction.</summary>
    /// <param name="seconds">The predicted time.</param>
    /// <returns>The interval of its regime.</returns>
    public IntervalCoefficients Of(double seconds) => RegimeOf(seconds) switch
    {
        SizeRegime.Small => Small,
        SizeRegime.Medium => Medium,
        _ => Large,
    };
}
