using MathNet.Numerics.Distributions;
using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Models;

namespace Simulator.Measurement.Training.Studies;

/// <summary>The runs of one recipe together, beside those of bf16 from the same seeds.</summary>
public sealed record RecipeComparison
{
    private const double Coverage = 0.95;

    /// <summary>The recipe.</summary>
    public required NumericsRecipe Recipe { get; init; }

    /// <summary>Its runs, by seed.</summary>
    public required IReadOnlyList<TrainingResult> Runs { get; init; }

    /// <summary>Mean of the final validation losses in nats per byte.</summary>
    public double MeanLoss => Runs.Average(r => r.FinalLoss);

    /// <summary>Their standard deviation over seeds; NaN with one seed.</summary>
    public double Spread => Deviation([.. Runs.Select(r => r.FinalLoss)]);

    /// <summary>Mean of the final losses with master weights in fp32 arithmetic.</summary>
    public double MeanLossExact => Runs.Average(r => r.FinalLossExact);

    /// <summary>Mean over seeds of the final loss less that of bf16 from the same seed; NaN without one.</summary>
    public required double Difference { get; init; }

    /// <summary>Its standard error; NaN with fewer than two seeds.</summary>
    public required double DifferenceError { get; init; }

    /// <summary>Half the 95 % interval of the difference (Student's t); NaN with fewer than two seeds.</summary>
    public required double DifferenceInterval { get; init; }

    /// <summary>What that says.</summary>
    public required LossVerdict Verdict { get; init; }

    /// <summary>What rounding did to one kind of tensor, all seeds together.</summary>
    /// <param name="tensor">The kind.</param>
    /// <returns>The counts.</returns>
    public CastCounts Counts(TensorClass tensor) => Runs.Select(r => tensor switch
    {
        TensorClass.Weight => r.Weights,
        TensorClass.Activation => r.Activations,
        _ => r.Gradients,
    }).Aggregate(CastCounts.Add);

    /// <summary>Compares every recipe that has a run.</summary>
    /// <param name="results">The runs.</param>
    /// <returns>A comparison per recipe, in the order of <see cref="NumericsRecipe.All"/>.</returns>
    public static IReadOnlyList<RecipeComparison> Of(IReadOnlyList<TrainingResult> results)
    {
        var reference = results.Where(r => r.Recipe == NumericsRecipe.Bf16).ToDictionary(r => r.Seed);
        return [.. results.GroupBy(r => r.Recipe).OrderBy(g => NumericsRecipe.All.IndexOf(g.Key)).Select(group =>
        {
            double[] differences = group.Key == NumericsRecipe.Bf16 ? []
                : [.. group.Where(r => reference.ContainsKey(r.Seed)).Select(r => r.FinalLoss - reference[r.Seed].FinalLoss)];
            var mean = differences.Length == 0 ? double.NaN : differences.Average();
            var error = Deviation(differences) / Math.Sqrt(differences.Length);
            var interval = differences.Length < 2 ? double.NaN : error * StudentT.InvCDF(0, 1, differences.Length - 1, (1 + Coverage) / 2);
            return new RecipeComparison
            {
                Recipe = group.Key,
                Runs = [.. group.OrderBy(r => r.Seed)],
                Difference = mean,
                DifferenceError = error,
                DifferenceInterval = interval,
                Verdict = differences.Length switch
                {
                    0 => LossVerdict.None,
                    1 => LossVerdict.OneSeed,
                    _ => Math.Abs(mean) <= interval ? LossVerdict.WithinNoise : mean > 0 ? LossVerdict.Worse : LossVerdict.Better,
                },
            };
        })];
    }

    private static double Deviation(double[] values)
    {
        if (values.Length < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}
