using Simulator.Hardware.Errors;
using Simulator.Measurement.Training.Models;

namespace Simulator.Measurement.Training.Studies;

/// <summary>What all runs of a comparison share.</summary>
public sealed record TrainingSettings
{
    /// <summary>The sizes of the model and its batch.</summary>
    public TransformerShape Shape { get; init; } = new(6, 160, 5, 432, 64, 4);

    /// <summary>Steps, at least 1.</summary>
    public int Steps { get; init; } = 700;

    /// <summary>The highest learning rate: reached after a tenth of the steps, then falling along a cosine to a tenth.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Steps between evaluations; the last step is always evaluated.</summary>
    public int EvaluationInterval { get; init; } = 50;

    /// <summary>Batches of an evaluation.</summary>
    public int EvaluationBatches { get; init; } = 12;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 1.</param>
    /// <returns>The rate.</returns>
    public double LearningRateOf(int step)
    {
        const double Least = 0.1;
        var warm = Math.Max(1, Steps / 10);
        if (step <= warm)
            return LearningRate * step / warm;
        var progress = (double)(step - warm) / Math.Max(1, Steps - warm);
        return LearningRate * (Least + ((1 - Least) * 0.5 * (1 + Math.Cos(Math.PI * progress))));
    }

    /// <summary>Checks the settings against a text.</summary>
    /// <param name="validationBytes">Bytes of the smaller part of the corpus.</param>
    /// <exception cref="InputException">A value cannot be used; its key is the option's name.</exception>
    public void Check(int validationBytes)
    {
        Shape.Check();
        if (Shape.Sequence + 2 > validationBytes)
            throw new InputException($"'{Shape.Sequence}' is not accepted; accepted: at most {validationBytes - 2}, the bytes for validation", key: "--seq");
        if (!(LearningRate is > 0 and <= 1))
            throw new InputException($"'{LearningRate}' is not accepted; accepted: a number above 0, at most 1", key: "--learning-rate");
    }
}
