using Simulator.Timing.Energy;

namespace Simulator.Systems.Training.Energy;

/// <summary>What a training step takes in energy: of GPUs alone, without hosts, switches and cooling. Estimated.</summary>
/// <param name="PerGpu">The energy of one GPU over the step, by component; the mean of all stages.</param>
/// <param name="Seconds">The step.</param>
/// <param name="Gpus">GPUs.</param>
/// <param name="Tokens">Tokens of the step.</param>
/// <param name="CapWatts">The board's power, which nothing exceeds for long.</param>
/// <param name="IdleWatts">What a GPU draws while it is awake and waits.</param>
/// <param name="Accuracy">The relative error to expect of an operator's energy; that of a step was not measured.</param>
public sealed record TrainingEnergy(KernelEnergy PerGpu, double Seconds, int Gpus, double Tokens, double CapWatts, double IdleWatts, double Accuracy)
{
    /// <summary>Mean power of one board.</summary>
    public double AverageWatts => PerGpu.TotalJoules / Seconds;

    /// <summary>The energy of the step on all GPUs, in joules.</summary>
    public double StepJoules => PerGpu.TotalJoules * Gpus;

    /// <summary>Joules per token.</summary>
    public double JoulesPerToken => StepJoules / Tokens;
}
