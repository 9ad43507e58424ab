namespace Simulator.Measurement.Validation;

/// <summary>Classes of measured latency, which differ in what decides the time.</summary>
public enum SizeClass
{
    /// <summary>Under 10 µs: launch and latency.</summary>
    Small,

    /// <summary>10 to 100 µs.</summary>
    Medium,

    /// <summary>Over 100 µs: throughput.</summary>
    Large,
}
