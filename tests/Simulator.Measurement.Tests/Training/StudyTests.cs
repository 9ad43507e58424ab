using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Studies;
using Xunit.Abstractions;

namespace Simulator.Measurement.Tests.Training;

/// <summary>Tiny models that really train.</summary>
public sealed class StudyTests(ITestOutputHelper output)
{
    private static readonly Corpus Text = Corpus.Generate(200_000);

    private static readonly TrainingSettings Tiny = new()
    {
        Shape = new TransformerShape(2, 64, 2, 128, 64, 4),
        Steps = 6,
        EvaluationInterval = 3,
        EvaluationBatches = 2,
    };

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_workers()
    {
        int[] seeds = [5];
        double[] Losses(int workers) => [.. new TrainingStudy(Tiny, Text) { Workers = workers }.Run(NumericsRecipe.All, seeds)
            .SelectMany(r => r.Curve.SelectMany(p => new[] { p.TrainingLoss, p.ValidationLoss ?? 0 }).Append(r.FinalLossExact))];
        var once = Losses(1);
        Assert.Equal(once, Losses(3));
        Assert.Equal(once, Losses(1));
    }

    [Fact]
    public void Recipes_begin_alike_and_seeds_do_not()
    {
        var results = new TrainingStudy(Tiny with { Steps = 1 }, Text).Run([NumericsRecipe.Fp32, NumericsRecipe.Bf16], [1, 2]);
        Assert.Equal(results[0].Curve[0].TrainingLoss, results[1].Curve[0].TrainingLoss, 0.01);
        Assert.NotEqual(results[0].Curve[0].TrainingLoss, results[2].Curve[0].TrainingLoss, 0.01);
    }

    [Fact]
    public void Training_learns_more_than_the_frequency_of_bytes()
    {
        var settings = Tiny with { Steps = 150, EvaluationInterval = 50 };
        var names = new[] { "fp32", "fp8-current", "nvfp4" };
        foreach (var result in new TrainingStudy(settings, Text).Run([.. names.Select(NumericsRecipe.Parse)], [1]))
        {
            output.WriteLine($"{result.Recipe}: {result.FinalLoss:0.000} nats per byte, of bytes alone {Text.UnigramNats():0.000}, {result.Seconds:0.0} s");
            Assert.InRange(result.FinalLoss, Text.ChanceNatsPerByte!.Value, Text.UnigramNats() - 0.2);
        }
    }

    [Fact]
    public void Narrow_recipes_lose_gradients_and_bf16_does_not()
    {
        var results = new TrainingStudy(Tiny, Text).Run(NumericsRecipe.All, [1]).ToDictionary(r => r.Recipe.Name);
        Assert.Equal(0, results["fp32"].Gradients.Elements);
        Assert.Equal(0, results["bf16"].Weights.Underflows);
        Assert.True(results["nvfp4-naive"].Gradients.UnderflowShare > 0.02);
        Assert.True(results["fp8-current"].Gradients.UnderflowShare < results["nvfp4-naive"].Gradients.UnderflowShare);
        Assert.Equal(0, results["fp8-block"].Gradients.Saturations);
        Assert.True(results["mxfp8"].Gradients.SaturationShare > 0);
    }

    [Fact]
    public void Narrow_recipes_keep_smaller_activations_and_more_copies_of_weights()
    {
        var results = new TrainingStudy(Tiny with { Steps = 1 }, Text).Run(NumericsRecipe.All, [1]).ToDictionary(r => r.Recipe.Name, r => r.Memory);
        Assert.Equal(4.0 * Tiny.Shape.Parameters, results["fp32"].MasterBytes);
        Assert.Equal(8.0 * Tiny.Shape.Parameters, results["nvfp4"].OptimizerBytes);
        Assert.Equal(0, results["fp32"].WeightCopyBytes);
        Assert.Equal(2.0 * Tiny.Shape.Parameters, results["bf16"].WeightCopyBytes);
        Assert.True(results["bf16"].ActivationBytes < 0.55 * results["fp32"].ActivationBytes);
        Assert.True(results["mxfp8"].ActivationBytes < results["bf16"].ActivationBytes);
        Assert.True(results["nvfp4-naive"].ActivationBytes < results["mxfp8"].ActivationBytes);
        Assert.True(results["mxfp8"].WeightCopyBytes > results["fp8-block"].WeightCopyBytes);
    }

    [Fact]
    public void A_cancelled_study_keeps_the_runs_that_have_ended()
    {
        using var stop = new CancellationTokenSource();
        var results = new TrainingStudy(Tiny, Text) { Level = SimdLevels.Best, Workers = 1 }.Run([NumericsRecipe.Fp32, NumericsRecipe.Bf16], [1], tell: p =>
        {
            if (p is { Run: 2, Point.Step: 2 })
                stop.Cancel();
        }, cancellation: stop.Token);
        Assert.Equal("fp32", Assert.Single(results).Recipe.Name);
    }

    [Fact]
    public void The_generated_text_is_always_the_same_and_has_known_chance()
    {
        var again = Corpus.Generate(200_000);
        Assert.Equal(Text.Training, again.Training);
        Assert.Equal(Text.Validation, again.Validation);
        Assert.InRange(Text.ChanceNatsPerByte!.Value, 0.3, 1.5);
        Assert.InRange(Text.UnigramNats(), 2.5, 3.5);
        Assert.All(Text.Training, b => Assert.InRange(b, (byte)'\n', (byte)'z'));
    }
}
