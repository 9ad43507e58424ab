using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Technology;
using Simulator.Systems.Inference;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Differences;

/// <summary>What changes from one model, or one version of it, to another on the same system.</summary>
/// <param name="Before">The first model.</param>
/// <param name="After">The second.</param>
/// <param name="BeforeFootprint">What the first holds.</param>
/// <param name="AfterFootprint">What the second holds.</param>
/// <param name="Phases">Their steps.</param>
public sealed record ModelDifference(
    ModelDescription Before, ModelDescription After, ModelFootprint BeforeFootprint, ModelFootprint AfterFootprint, ImmutableArray<PhaseDifference> Phases)
{
    /// <summary>Compares two models.</summary>
    /// <param name="system">The system.</param>
    /// <param name="coefficients">The coefficients of the timing model.</param>
    /// <param name="technology">What energy is worked out from; null for none.</param>
    /// <param name="before">The first model.</param>
    /// <param name="after">The second.</param>
    /// <param name="steps">The steps to compare; their model's name is not looked at. At least one.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="InputException">A model has no such phase, cannot be divided so, or does not fit.</exception>
    public static ModelDifference Of(
        SystemDescription system, TimingCoefficients coefficients, TechnologyDescription? technology, ModelDescription before, ModelDescription after,
        IReadOnlyList<WorkloadDescription> steps)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(steps);
        var first = steps[0].ToRequest(_ => before, system.ScaleUp.Gpus);
        var second = steps[0].ToRequest(_ => after, system.ScaleUp.Gpus);
        return new ModelDifference(
            before, after, ModelFootprint.Of(before, first.Recipe, first.Parallelism), ModelFootprint.Of(after, second.Recipe, second.Parallelism),
            [.. steps.Select(Compare)]);

        PhaseDifference Compare(WorkloadDescription step)
        {
            var (a, b) = (Predict(step, before), Predict(step, after));
            return new PhaseDifference(a.Request!.Step.Phase, a, b, StepDifference.Of(a.Result!, b.Result!));
        }

        StepPrediction Predict(WorkloadDescription step, ModelDescription model)
        {
            var request = step.ToRequest(_ => model, system.ScaleUp.Gpus);
            if (request.Parallelism.Ranks > system.TotalGpus)
            {
                throw new InputException($"{request.Parallelism} needs {request.Parallelism.Ranks} GPUs; {system.Id} has {system.TotalGpus}", key: "tp");
            }

            var prediction = StepPrediction.Of(system, coefficients, request.BuildTrace(), request, technology: technology);
            var (needed, there) = (prediction.Memory!.Total / 1e9, prediction.Memory.Capacity / 1e9);
            return prediction.Result is not null ? prediction : throw new InputException(
                FormattableString.Invariant($"{model.Id} does not fit: {needed:0.#} GB of {there:0.#} GB per GPU; raise tp, or lower batch or context"), key: "tp");
        }
    }
}
