using Xunit.Abstractions;

namespace Simulator.Timing.Tests.ClosedForms;

/// <summary>Compares a prediction with a closed form and prints how far apart they are.</summary>
internal static class Deviation
{
    /// <summary>Checks that the prediction lies between (1 − below) and (1 + above) times the closed form.</summary>
    internal static void Check(ITestOutputHelper output, string what, double predicted, double expected, double below, double above)
    {
        var deviation = predicted / expected - 1;
        output.WriteLine($"{what,-40} predicted {predicted * 1e6,11:F2} us   closed form {expected * 1e6,11:F2} us   deviation {deviation,7:P1}");
        Assert.InRange(deviation, -below - 1e-9, above);
    }
}
