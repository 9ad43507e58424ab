using System.Collections.Immutable;
using System.Diagnostics;
using Simulator.Measurement.Training.Corpora;
using Simulator.Measurement.Training.Kernels;
using Simulator.Measurement.Training.Models;

namespace Simulator.Measurement.Training.Studies;

/// <summary>Trains one model under one recipe from one seed. The same seed begins from the same weights and sees the same batches under every recipe.</summary>
internal sealed class TrainingRun(ITrainingKernels kernels, TrainingSettings settings, Corpus corpus)
{
    private const double LargestGradientNorm = 1;

    /// <summary>Trains.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="tell">Hears of every step.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal TrainingResult Run(NumericsRecipe recipe, int seed, Action<LossPoint> tell, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        using var model = new Transformer(kernels, settings.Shape, recipe, (ulong)seed);
        var sampler = new BatchSampler(corpus, settings.Shape, (ulong)seed);
        var curve = ImmutableArray.CreateBuilder<LossPoint>(settings.Steps);
        for (var step = 1; step <= settings.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var rate = settings.LearningRateOf(step);
            var loss = Step(model, sampler, step, rate);
            var evaluates = step % settings.EvaluationInterval == 0 || step == settings.Steps;
            curve.Add(new LossPoint(step, loss, evaluates ? Evaluate(model, sampler) : null, rate));
            tell(curve[^1]);
        }

        model.Session.IsExact = true;
        var exact = Evaluate(model, sampler);
        return new TrainingResult(
            recipe, seed, curve.ToImmutable(), curve[^1].ValidationLoss!.Value, exact, model.Session.Counts(TensorClass.Weight),
            model.Session.Counts(TensorClass.Activation), model.Session.Counts(TensorClass.Gradient), model.Memory,
            Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private double Step(Transformer model, BatchSampler sampler, int step, double rate)
    {
        model.Session.IsTraining = true;
        var (inputs, targets) = sampler.Training(step - 1);
        var loss = model.Forward(inputs, targets);
        model.Backward();
        var norm = Math.Sqrt(model.Parameters.Sum(p => kernels.SumOfSquares(p.Gradient)));
        var update = new AdamStep(step, rate, norm > LargestGradientNorm ? LargestGradientNorm / norm : 1);
        foreach (var parameter in model.Parameters)
            kernels.Update(parameter, update);
        model.Advance();
        model.Session.IsTraining = false;
        return loss;
    }

    private double Evaluate(Transformer model, BatchSampler sampler) => Enumerable.Range(0, settings.EvaluationBatches).Average(batch =>
    {
        var (inputs, targets) = sampler.Validation(batch, settings.EvaluationBatches);
        return model.Forward(inputs, targets);
    });
}
