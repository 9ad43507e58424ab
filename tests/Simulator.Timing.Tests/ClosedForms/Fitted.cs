namespace Simulator.Timing.Tests.ClosedForms;

/// <summary>The GPUs whose measurements the coefficients were fitted on.</summary>
public static class Fitted
{
    public static TheoryData<string> Gpus { get; } = ["a100-sxm", "h100-sxm", "l40s", "b200-sxm"];
}
