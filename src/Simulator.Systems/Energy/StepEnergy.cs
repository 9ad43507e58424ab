using Simulator.Systems.Inference;
using Simulator.Timing.Energy;

namespace Simulator.Systems.Energy;

/// <summary>What a step takes in energy; of GPUs alone, without hosts, switches and cooling.</summary>
/// <param name="Energy">The energy of one GPU over the step's time, by component.</param>
/// <param name="AverageWatts">Mean power of one board.</param>
/// <param name="CapWatts">The board's power.</param>
/// <param name="RelativeClock">The clock that the board's power leaves, relative to the boost clock, on average over the step's time.</param>
/// <param name="Accuracy">The relative error to expect; 0.2 is 20 %.</param>
public sealed record StepEnergy(KernelEnergy Energy, double AverageWatts, double CapWatts, double RelativeClock, double Accuracy)
{
    /// <summary>The energy of a step on all GPUs that it runs on, in joules. With pipeline stages, each GPU works on as many batches as stages.</summary>
    /// <param name="request">The step.</param>
    /// <returns>Joules.</returns>
    public double StepJoules(InferenceRequest request) => Energy.TotalJoules * request.Parallelism.Ranks / request.Parallelism.Pp;

    /// <summary>Energy per token: that of all GPUs over the tokens of all data-parallel groups.</summary>
    /// <param name="request">The step.</param>
    /// <returns>Joules per token.</returns>
    public double JoulesPerToken(InferenceRequest request) => StepResult.Ratio(StepJoules(request), request.GlobalTokens);
}
