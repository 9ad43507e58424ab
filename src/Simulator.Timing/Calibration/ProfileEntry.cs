using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;
using Simulator.Timing.Estimates;

namespace Simulator.Timing.Calibration;

/// <summary>What one device's measurements say about one operator family: measured ≈ overhead + factor × predicted.</summary>
public sealed record ProfileEntry
{
    /// <summary>Time that every operator takes besides what the model predicts: the device's own launch and synchronisation.</summary>
    [Field("overhead", Dimension.Seconds, Minimum = 0)] public required double OverheadSeconds { get; init; }

    /// <summary>Time over what the model predicts, the overhead apart.</summary>
    [Field("factor", Maximum = 100)] public required double Factor { get; init; }

    /// <summary>Measurements behind it.</summary>
    [Field("rows", Minimum = 1)] public required int Rows { get; init; }

    /// <summary>Mean absolute error without the profile on those rows, in percent.</summary>
    [Field("mape_before_percent", Minimum = 0)] public required double MapeBeforePercent { get; init; }

    /// <summary>Mean absolute error with it, on rows that its fit did not see (two halves in turn), in percent.</summary>
    [Field("mape_after_percent", Minimum = 0)] public required double MapeAfterPercent { get; init; }

    /// <summary>The 90 % interval of measured over predicted with the profile, on rows that its fit did not see.</summary>
    [Field("interval")] public required IntervalCoefficients Interval { get; init; }

    /// <summary>Corrects a prediction.</summary>
    /// <param name="estimate">The model's prediction.</param>
    /// <returns>The corrected one: the overhead counts as latency, all else grows by the factor.</returns>
    public KernelEstimate Apply(in KernelEstimate estimate) => estimate with
    {
        Seconds = OverheadSeconds + (Factor * estimate.Seconds),
        Resources = estimate.Resources.Times(Factor) + new ResourceTimes(Latency: OverheadSeconds),
    };
}
