using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Pipelines.Metrics;

/// <summary>What is measured of one node, summed over all requests.</summary>
public sealed class NodeMetrics
{
    /// <summary>Visits that are done, those without a call included.</summary>
    public long Visits { get; internal set; }

    /// <summary>Calls made.</summary>
    public long Calls { get; internal set; }

    /// <summary>Calls answered.</summary>
    public long Answered { get; internal set; }

    /// <summary>Seconds that answered calls waited for their first step.</summary>
    public double WaitSeconds { get; internal set; }

    /// <summary>Seconds from the first step to the answer, of answered calls.</summary>
    public double ServiceSeconds { get; internal set; }

    /// <summary>Seconds of finished requests' critical paths.</summary>
    public double CriticalSeconds { get; internal set; }

    /// <summary>Of those, seconds in which the call that was answered last waited for its first step.</summary>
    public double CriticalWaitSeconds { get; internal set; }

    /// <summary>Seconds of a visit: from its turn until its last call is answered.</summary>
    public LogHistogram Time { get; } = new();
}
