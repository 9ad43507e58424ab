namespace Simulator.Timing.Calibration;

/// <summary>Classes of a kernel's time, which differ in what decides it and its error.</summary>
public enum SizeRegime
{
    /// <summary>Under 10 µs: launch and latency.</summary>
    Small,

    /// <summary>10 to 100 µs.</summary>
    Medium,

    /// <summary>Over 100 µs: throughput.</summary>
    Large,
}
