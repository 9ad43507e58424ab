using System.Collections.Immutable;
using Simulator.Measurement.Measurements;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Validation;

/// <summary>Predictions held against measurements.</summary>
/// <param name="Comparisons">Every row, in the files' order.</param>
/// <param name="Groups">By GPU, operator and precision.</param>
/// <param name="Total">Of all rows; null where there are none.</param>
/// <param name="Rejections">Rows that could not be used.</param>
public sealed record ValidationReport(
    ImmutableArray<Comparison> Comparisons, ImmutableArray<ValidationGroup> Groups, ErrorStatistics? Total, ImmutableArray<Rejection> Rejections)
{
    /// <summary>Puts a report together.</summary>
    /// <param name="comparisons">The comparisons.</param>
    /// <param name="rejections">Rows that could not be used.</param>
    /// <returns>The report.</returns>
    public static ValidationReport Of(ImmutableArray<Comparison> comparisons, ImmutableArray<Rejection> rejections) => new(
        comparisons,
        [
            .. comparisons
                .GroupBy(c => (c.Measured.Gpu, c.Measured.Operator.Op, c.Measured.Operator.PrecisionName))
                .Select(g => new ValidationGroup(
                    g.Key.Gpu, g.Key.Op, g.Key.PrecisionName, ErrorStatistics.Of([.. g]),
                    g.GroupBy(c => RegimeIntervals.RegimeOf(c.Measured.LatencySeconds)).ToImmutableSortedDictionary(s => s.Key, s => ErrorStatistics.Of([.. s])))),
        ],
        comparisons.Length > 0 ? ErrorStatistics.Of(comparisons) : null,
        rejections);
}
