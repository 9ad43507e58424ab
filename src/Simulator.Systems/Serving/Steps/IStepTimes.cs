namespace Simulator.Systems.Serving.Steps;

/// <summary>The time of an engine's step on its GPUs.</summary>
public interface IStepTimes
{
    /// <summary>Prices a step.</summary>
    /// <param name="load">What it computes; not empty.</param>
    /// <returns>Seconds, above 0, without host time.</returns>
    double Seconds(in StepLoad load);

    /// <summary>Kernels of a step, for a host that launches them one by one.</summary>
    double Kernels => 0;
}
