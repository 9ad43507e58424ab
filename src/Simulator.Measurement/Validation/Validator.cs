using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Measurement.Measurements;
using Simulator.Timing;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Validation;

/// <summary>Predicts what was measured and compares.</summary>
public static class Validator
{
    /// <summary>Compares measurements with predictions of the same thing that was timed.</summary>
    /// <param name="set">The measurements.</param>
    /// <param name="systems">The node of each GPU id; rows of other GPUs are rejected.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <returns>The report.</returns>
    public static ValidationReport Validate(
        MeasurementSet set, IReadOnlyDictionary<string, SystemDescription> systems, TimingCoefficients coefficients)
    {
        var models = systems.ToDictionary(s => s.Key, s => new TimingModel(s.Value, coefficients), StringComparer.Ordinal);
        var known = set.Rows.Where(r => models.ContainsKey(r.Gpu)).ToArray();
        var unknown = set.Rows.Where(r => !models.ContainsKey(r.Gpu)).Select(r => new Rejection(r.File, r.Line, $"unknown GPU '{r.Gpu}'"));
        var comparisons = new Comparison[known.Length];
        Parallel.For(0, known.Length, i => comparisons[i] = Compare(known[i], models[known[i].Gpu]));
        return ValidationReport.Of(ImmutableArray.Create(comparisons), [.. set.Rejections, .. unknown]);
    }

    private static Comparison Compare(Measurements.Measurement row, TimingModel model)
    {
        var estimate = model.Estimate(row.Operator, row.Context);
        var interval = model.IntervalOf(estimate);
        return new Comparison(row, estimate, estimate.Seconds * interval.Low, estimate.Seconds * interval.High);
    }
}
