using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Steps that take longer for more tokens and longer contexts.</summary>
internal sealed class LoadTimes : IStepTimes
{
    public double Seconds(in StepLoad load) => 1e-3 + (1e-5 * load.Tokens) + (1e-8 * load.DecodeContext);
}
