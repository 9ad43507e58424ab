namespace Simulator.Systems.Training.Validation;

/// <summary>How far predicted training rates are from measured ones; fractions.</summary>
/// <param name="Rows">Runs compared.</param>
/// <param name="Mape">Mean absolute error.</param>
/// <param name="Worst">Largest absolute error.</param>
/// <param name="Bias">Mean error; above 0 where predictions are too fast.</param>
/// <param name="Coverage">Share of runs inside the 90 % interval.</param>
/// <param name="TooLarge">Runs that were called too large for memory, though they ran.</param>
public sealed record TrainingErrors(int Rows, double Mape, double Worst, double Bias, double Coverage, int TooLarge)
{
    /// <summary>Works out the errors.</summary>
    /// <param name="rows">The comparisons, at least one.</param>
    /// <returns>The errors.</returns>
    public static TrainingErrors Of(IReadOnlyCollection<TrainingComparison> rows) => new(
        rows.Count, rows.Average(r => Math.Abs(r.Error)), rows.Max(r => Math.Abs(r.Error)), rows.Average(r => r.Error),
        rows.Average(r => r.IsCovered ? 1.0 : 0.0), rows.Count(r => !r.Result.Memory.Fits));
}
