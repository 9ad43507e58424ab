using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>How a set of coefficients came about.</summary>
public sealed record FitRecord
{
    /// <summary>The day of the fit, as year-month-day.</summary>
    [Field("date")] public required string Date { get; init; }

    /// <summary>SHA-256 over the measurement files in the order of their names.</summary>
    [Field("data_sha256")] public required string DataSha256 { get; init; }

    /// <summary>Measurements in those files that were used.</summary>
    [Field("rows")] public required int Rows { get; init; }

    /// <summary>The seed of the optimiser.</summary>
    [Field("seed", Minimum = 0)] public required int Seed { get; init; }

    /// <summary>Mean absolute error on those measurements, in percent.</summary>
    [Field("mape_percent", Minimum = 0)] public required double MapePercent { get; init; }

    /// <summary>Mean absolute error on each GPU when it was left out of the fit, in percent; absent where the study was not run.</summary>
    [Field("left_out_mape_percent", Minimum = 0)] public double? LeftOutMapePercent { get; init; }
}
