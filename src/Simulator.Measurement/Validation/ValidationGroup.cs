using System.Collections.Immutable;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Validation;

/// <summary>The error of one operator in one precision on one GPU.</summary>
/// <param name="Gpu">The GPU's id.</param>
/// <param name="Op">The operator.</param>
/// <param name="Precision">The formats.</param>
/// <param name="Statistics">Of all rows.</param>
/// <param name="BySize">Of the rows of each size class; classes without rows are absent.</param>
public sealed record ValidationGroup(
    string Gpu, string Op, string Precision, ErrorStatistics Statistics, ImmutableSortedDictionary<SizeRegime, ErrorStatistics> BySize);
