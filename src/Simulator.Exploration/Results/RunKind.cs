namespace Simulator.Exploration.Results;

/// <summary>What a results folder holds.</summary>
public enum RunKind
{
    /// <summary>The points of a design space: <c>points.csv</c> and <c>answers.json</c>.</summary>
    Sweep,

    /// <summary>One step: <c>step.json</c>.</summary>
    Step,

    /// <summary>The same step on several GPUs: <c>step.json</c>, a list.</summary>
    Comparison,

    /// <summary>Predictions beside measurements: <c>validation.csv</c>.</summary>
    Validation,

    /// <summary>One training step: <c>training.json</c>.</summary>
    Training,

    /// <summary>The errors and prices of number formats: <c>precision.csv</c>.</summary>
    Precision,

    /// <summary>A serving run, or an engine under several loads: <c>serving.json</c>.</summary>
    Serving,
}
