using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Studies;

namespace Simulator.Measurement.Tests.Training;

/// <summary>Verdicts on final losses.</summary>
public sealed class ComparisonTests
{
    // Student's t with two degrees of freedom: 4.303 standard errors on either side hold 95 %.
    [Theory]
    [InlineData(0.010, 0.012, 0.014, LossVerdict.Worse)]
    [InlineData(-0.010, -0.012, -0.014, LossVerdict.Better)]
    [InlineData(-0.010, 0.012, 0.014, LossVerdict.WithinNoise)]
    public void Differences_are_paired_by_seed(double first, double second, double third, LossVerdict verdict)
    {
        double[] differences = [first, second, third];
        TrainingResult[] results =
        [
            .. Enumerable.Range(0, 3).Select(i => Run(NumericsRecipe.Parse("mxfp8"), i, 1 + i + differences[i])),
            .. Enumerable.Range(0, 3).Select(i => Run(NumericsRecipe.Bf16, i, 1 + i)),
        ];
        var compared = RecipeComparison.Of(results);
        Assert.Equal(["bf16", "mxfp8"], compared.Select(c => c.Recipe.Name));
        Assert.Equal(LossVerdict.None, compared[0].Verdict);
        Assert.Equal(1, compared[0].Spread, 1e-9);
        Assert.Equal(differences.Average(), compared[1].Difference, 1e-9);
        var deviation = Math.Sqrt(differences.Sum(d => Math.Pow(d - differences.Average(), 2)) / 2);
        Assert.Equal(deviation / Math.Sqrt(3), compared[1].DifferenceError, 1e-9);
        Assert.Equal(4.30265273 * deviation / Math.Sqrt(3), compared[1].DifferenceInterval, 1e-6 * deviation);
        Assert.Equal(verdict, compared[1].Verdict);
    }

    [Fact]
    public void One_seed_is_no_spread()
    {
        var compared = RecipeComparison.Of([Run(NumericsRecipe.Fp32, 1, 1), Run(NumericsRecipe.Bf16, 1, 2)]);
        Assert.Equal(LossVerdict.OneSeed, compared[0].Verdict);
        Assert.True(double.IsNaN(compared[0].Spread));
        Assert.Equal(LossVerdict.None, RecipeComparison.Of([Run(NumericsRecipe.Fp32, 1, 1)])[0].Verdict);
    }

    [Fact]
    public void Layers_kept_in_bf16_are_those_of_the_priced_recipes()
    {
        static string[] Formats(string recipe) => [.. Enumerable.Range(0, 7).Select(i => NumericsRecipe.Parse(recipe).OfLayer(i, 7).Activation.Format.Name)];
        Assert.All(Formats("nvfp4-naive"), f => Assert.Equal("nvfp4", f));
        Assert.Equal(["nvfp4", "nvfp4", "nvfp4", "nvfp4", "nvfp4", "bf16", "bf16"], Formats("nvfp4"));
        Assert.Equal(["bf16", "fp8-e4m3", "fp8-e4m3", "fp8-e4m3", "fp8-e4m3", "fp8-e4m3", "bf16"], Formats("fp8-current"));
        Assert.All(Formats("mxfp8"), f => Assert.Equal("mxfp8", f));
    }

    private static TrainingResult Run(NumericsRecipe recipe, int seed, double loss) =>
        new(recipe, seed, [], loss, loss, default, default, default, new StoredMemory(0, 0, 0, 0, 0), 0);
}
