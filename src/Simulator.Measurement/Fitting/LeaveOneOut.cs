using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Fitting;

/// <summary>
/// Judges the model on GPUs that the fit has not seen: each GPU of the measurements is left out in turn, the coefficients are fitted on the others, and
/// the one left out is predicted from its description.
/// </summary>
public static class LeaveOneOut
{
    /// <summary>Runs the study.</summary>
    /// <param name="start">Where each fit begins.</param>
    /// <param name="rows">The measurements.</param>
    /// <param name="systems">The node of each GPU id.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="progress">Told each GPU when its fit begins.</param>
    /// <param name="cancellation">Ends the study early.</param>
    /// <returns>The comparisons of every GPU when it was left out.</returns>
    public static ValidationReport Run(
        TimingCoefficients start, ImmutableArray<Measurements.Measurement> rows, IReadOnlyDictionary<string, SystemDescription> systems, FitOptions options,
        Action<string>? progress = null, CancellationToken cancellation = default)
    {
        var comparisons = ImmutableArray.CreateBuilder<Comparison>(rows.Length);
        foreach (var gpu in rows.Select(r => r.Gpu).Distinct().Where(systems.ContainsKey).ToArray())
        {
            progress?.Invoke(gpu);
            var fitted = Fitter.Fit(start, [.. rows.Where(r => r.Gpu != gpu)], systems, options, cancellation: cancellation);
            var left = new MeasurementSet([.. rows.Where(r => r.Gpu == gpu)], []);
            comparisons.AddRange(Validator.Validate(left, systems, fitted).Comparisons);
        }

        return ValidationReport.Of(comparisons.ToImmutable(), []);
    }
}
