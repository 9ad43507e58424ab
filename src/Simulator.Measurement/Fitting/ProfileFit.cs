using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Fitting;

/// <summary>Fits a device profile: per operator family, the overhead and factor with the least median |ln(measured / predicted)|.</summary>
public static class ProfileFit
{
    private const int LeastRows = 8;
    private const int OverheadSteps = 64;
    private const double Tail = 0.05;

    /// <summary>Fits the profile of one device.</summary>
    /// <param name="rows">Measurements of one GPU.</param>
    /// <param name="system">Its node.</param>
    /// <param name="coefficients">The coefficients that the profile goes on top of.</param>
    /// <returns>The corrections by family; families of fewer than eight rows are left out.</returns>
    public static IReadOnlyDictionary<string, ProfileEntry> Of(
        ImmutableArray<Measurements.Measurement> rows, SystemDescription system, TimingCoefficients coefficients)
    {
        var systems = new Dictionary<string, SystemDescription>(StringComparer.Ordinal) { [system.Gpu.Id] = system };
        var report = Validator.Validate(new MeasurementSet(rows, []), systems, coefficients with { Profile = null });
        var entries = new OrderedDictionary<string, ProfileEntry>(StringComparer.Ordinal);
        foreach (var family in report.Comparisons.GroupBy(c => c.Estimate.Family).Where(f => f.Count() >= LeastRows).OrderBy(f => f.Key))
        {
            entries.Add(EnumNames.Of(family.Key), Entry([.. family.Select(c => (c.Estimate.Seconds, c.Measured.LatencySeconds))]));
        }

        return entries;
    }

    private static ProfileEntry Entry((double Predicted, double Measured)[] rows)
    {
        // Every other row by predicted time: each half spans the whole range, and judges the fit of the other.
        var sorted = rows.OrderBy(r => r.Predicted).ToArray();
        var halves = sorted.Index().ToLookup(r => r.Index % 2, r => r.Item);
        var unseen = Residuals(halves[1], Fit([.. halves[0]])).Concat(Residuals(halves[0], Fit([.. halves[1]]))).ToArray();
        var (overhead, factor) = Fit(sorted);
        return new ProfileEntry
        {
            OverheadSeconds = overhead,
            Factor = factor,
            Rows = rows.Length,
            MapeBeforePercent = 100 * Mape(Residuals(rows, (0, 1))),
            MapeAfterPercent = 100 * Mape(unseen),
            Interval = new IntervalCoefficients { Low = Math.Min(1, Math.Exp(unseen.Quantile(Tail))), High = Math.Max(1, Math.Exp(unseen.Quantile(1 - Tail))) },
        };
    }

    /// <summary>For a given overhead the best factor is a median; the overhead is searched from none to the shortest measurement.</summary>
    private static (double Overhead, double Factor) Fit((double Predicted, double Measured)[] rows)
    {
        var shortest = rows.Min(r => r.Measured);
        return Enumerable.Range(0, OverheadSteps).Select(i =>
        {
            var overhead = shortest * i / OverheadSteps;
            var factor = Math.Exp(rows.Select(r => Math.Log((r.Measured - overhead) / r.Predicted)).Median());
            return (Overhead: overhead, Factor: factor, Loss: Residuals(rows, (overhead, factor)).Average(Math.Abs));
        }).MinBy(f => f.Loss) is var best ? (best.Overhead, best.Factor) : default;
    }

    private static IEnumerable<double> Residuals(IEnumerable<(double Predicted, double Measured)> rows, (double Overhead, double Factor) fit) =>
        rows.Select(r => Math.Log(r.Measured / (fit.Overhead + (fit.Factor * r.Predicted))));

    private static double Mape(IEnumerable<double> residuals) => residuals.Average(r => Math.Abs(Math.Exp(-r) - 1));
}
