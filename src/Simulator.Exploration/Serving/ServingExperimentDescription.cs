using Simulator.Hardware.Descriptions;
using Simulator.Systems.Serving.Planning;
using Simulator.Timing.Calibration;

namespace Simulator.Exploration.Serving;

/// <summary>An experiment on serving as its file states it, beside its sections <c>serving</c> or <c>pipeline</c>, and <c>axes</c>.</summary>
public sealed record ServingExperimentDescription
{
    /// <summary>The name, equal to the file's name without its extension; results go to <c>results/NAME/</c>.</summary>
    [Field("name")] public required string Name { get; init; }

    /// <summary>One line for people: the question.</summary>
    [Field("title")] public required string Title { get; init; }

    /// <summary>The coefficients: a name in <c>calibration/</c>, or a path.</summary>
    [Field("calibration")] public string Calibration { get; init; } = CalibrationFile.DefaultName;

    /// <summary>
    /// What is planned at every point, aggregated and disaggregated each for itself. Default: nothing, every point is a run. Of a system of models always the
    /// best split.
    /// </summary>
    [Field("find")] public PlanGoal? Find { get; init; }

    /// <summary>The part of the requests that must keep the objective, of plans.</summary>
    [Field("attainment", Maximum = 1)] public double Attainment { get; init; } = 0.9;

    /// <summary>GPUs that there are, of plans and splits.</summary>
    [Field("gpus", Minimum = 1, Maximum = 100_000)] public int Gpus { get; init; } = 8;

    /// <summary>Requests of a simulated run that count, at least, of plans.</summary>
    [Field("counted", Minimum = 20, Maximum = 1e6)] public int Counted { get; init; } = 1000;

    /// <summary>Most layouts that are simulated, of plans.</summary>
    [Field("simulated", Minimum = 1, Maximum = 1e5)] public int Simulated { get; init; } = 16;
}
