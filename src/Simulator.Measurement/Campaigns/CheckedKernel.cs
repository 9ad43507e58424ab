using Simulator.Measurement.References;

namespace Simulator.Measurement.Campaigns;

/// <summary>A kernel whose numerical result was compared with the double-precision reference.</summary>
/// <param name="Kernel">The kernel, on a small shape of its operator and precision.</param>
/// <param name="Verdicts">The verdict on each output.</param>
public sealed record CheckedKernel(PlannedKernel Kernel, IReadOnlyList<NumericalVerdict> Verdicts)
{
    /// <summary>Whether the result is right.</summary>
    public bool IsRight => Verdicts.All(v => v.Passed);

    /// <summary>The output nearest to its tolerance, or furthest beyond it.</summary>
    public NumericalVerdict Worst => Verdicts.MaxBy(Ratio)!;

    /// <summary>Its error over its tolerance; not finite where elements were not written.</summary>
    public double Closeness => Ratio(Worst);

    private static double Ratio(NumericalVerdict v) => v.Unwritten > 0 ? double.PositiveInfinity : v.RelativeError == 0 ? 0 : v.RelativeError / v.Tolerance;
}
