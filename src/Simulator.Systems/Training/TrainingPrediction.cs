using System.Collections.Immutable;
using Simulator.Hardware.Technology;
using Simulator.Systems.Sensitivity;
using Simulator.Systems.Training.Memory;
using Simulator.Timing.Calibration;

namespace Simulator.Systems.Training;

/// <summary>Everything that is predicted about one training step.</summary>
/// <param name="Result">The step.</param>
/// <param name="Elasticities">What more of each resource would buy; empty where it does not fit.</param>
/// <param name="Advice">The nearest configuration that fits; null where the step fits, or nothing near does.</param>
public sealed record TrainingPrediction(TrainingResult Result, ImmutableArray<Elasticity> Elasticities, TrainingAdvice? Advice)
{
    /// <summary>Predicts a step.</summary>
    /// <param name="request">The step.</param>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="technology">What energy is worked out from; null for times alone.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="Hardware.Errors.InputException">The step cannot be divided so.</exception>
    public static TrainingPrediction Of(TrainingRequest request, TimingCoefficients coefficients, TechnologyDescription? technology = null)
    {
        var result = TrainingSimulator.Simulate(request, coefficients, technology);
        return result.Memory.Fits
            ? new TrainingPrediction(
                result, ElasticityAnalysis.Of(request.System, s => TrainingSimulator.Simulate(request with { System = s }, coefficients).Seconds), null)
            : new TrainingPrediction(result, [], TrainingAdvice.For(request, coefficients));
    }
}
