using Simulator.Timing.Energy;

namespace Simulator.Systems.Energy;

/// <summary>Time and energy of one rank's step.</summary>
/// <param name="Seconds">The step's time, with a CUDA graph.</param>
/// <param name="Energy">The energy of one GPU over that time, by component.</param>
public readonly record struct StepPrice(double Seconds, KernelEnergy Energy)
{
    /// <summary>Energy of one GPU over the step, in joules.</summary>
    public double Joules => Energy.TotalJoules;

    /// <summary>Mean power of the board over the step, in watts; 0 where the step takes no time.</summary>
    public double AverageWatts => Seconds > 0 ? Joules / Seconds : 0;
}
