using System.Collections.Immutable;
using Simulator.Timing.Calibration;

namespace Simulator.Systems.Training.Validation;

/// <summary>Predicted training steps held against measured ones.</summary>
/// <param name="Comparisons">Every run, in the file's order.</param>
/// <param name="Rejections">Rows that cannot be simulated.</param>
public sealed record TrainingReport(ImmutableArray<TrainingComparison> Comparisons, ImmutableArray<TrainingRejection> Rejections)
{
    /// <summary>Errors of all runs; null where there are none.</summary>
    public TrainingErrors? Total => Comparisons.IsEmpty ? null : TrainingErrors.Of(Comparisons);

    /// <summary>Errors by framework, GPU, recipe and model, in the file's order.</summary>
    public ImmutableArray<(string Framework, string Gpu, string Recipe, string Model, TrainingErrors Errors)> Groups =>
    [
        .. Comparisons.GroupBy(c => (c.Measured.Framework, c.Result.Request.System.Gpu.Id, c.Result.Request.Recipe.Name, c.Measured.Model))
            .Select(g => (g.Key.Framework, g.Key.Id, g.Key.Name, g.Key.Model, TrainingErrors.Of([.. g]))),
    ];

    /// <summary>Simulates every run of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <returns>The report.</returns>
    public static TrainingReport Of(TrainingTable table, TimingCoefficients coefficients)
    {
        var results = new (TrainingComparison? Comparison, TrainingRejection? Rejection)[table.Rows.Length];
        Parallel.For(0, table.Rows.Length, i =>
        {
            try
            {
                results[i].Comparison = new TrainingComparison(table.Rows[i], Simulate(table.Rows[i], coefficients));
            }
            catch (Hardware.Errors.InputException refusal)
            {
                results[i].Rejection = new TrainingRejection(table.Rows[i].Line, refusal.Message);
            }
        });
        return new TrainingReport(
            [.. results.Select(r => r.Comparison).OfType<TrainingComparison>()],
            [.. table.Rejections.Concat(results.Select(r => r.Rejection).OfType<TrainingRejection>()).OrderBy(r => r.Line)]);
    }

    /// <summary>A run whose table does not say what it computed again did with the least that fits.</summary>
    private static TrainingResult Simulate(TrainingMeasurement row, TimingCoefficients coefficients)
    {
        var result = TrainingSimulator.Simulate(row.Request, coefficients);
        foreach (var again in row.RecomputationIsKnown ? [] : new[] { Recomputation.Selective, Recomputation.Full })
        {
            if (result.Memory.Fits)
                break;
            result = TrainingSimulator.Simulate(row.Request with { Recompute = again }, coefficients);
        }

        return result;
    }
}
