namespace Simulator.Measurement.Campaigns;

/// <summary>A kernel whose numerical result was compared with the double-precision reference.</summary>
/// <param name="Kernel">The kernel, on a small shape of its operator and precision.</param>
/// <param name="RelativeError">‖out − ref‖ / ‖ref‖ over all outputs, the largest.</param>
/// <param name="Tolerance">What the format allows.</param>
public sealed record CheckedKernel(PlannedKernel Kernel, double RelativeError, double Tolerance)
{
    /// <summary>Whether the result is right.</summary>
    public bool IsRight => RelativeError <= Tolerance;
}
