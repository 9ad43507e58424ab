namespace Simulator.Systems.Serving.Steps;

/// <summary>Steps that all take the same time: turns an engine into a textbook queue.</summary>
/// <param name="seconds">The time, above 0.</param>
public sealed class ConstantStepTimes(double seconds) : IStepTimes
{
    /// <inheritdoc/>
    public double Seconds(in StepLoad load) => seconds;
}
