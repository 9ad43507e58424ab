namespace Simulator.Measurement.Protocol;

/// <summary>Why sampling ended.</summary>
public enum StopReason
{
    /// <summary>The interval of the median was as narrow as asked.</summary>
    Converged,

    /// <summary>The budget was spent.</summary>
    Budget,

    /// <summary>There were as many samples as allowed.</summary>
    MostSamples,
}
