using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Pipelines.Metrics;

/// <summary>The results of one node. Symbols and definitions: docs/pipelines.md.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Station">The engine or tool that it calls.</param>
/// <param name="VisitsPerRequest">Visits (rounds) per request that came.</param>
/// <param name="CallsPerRequest">Calls per request that came.</param>
/// <param name="MeanWaitSeconds">Mean wait of a call for its first step; NaN without calls.</param>
/// <param name="MeanServiceSeconds">Mean time of a call from its first step to its answer; NaN without calls.</param>
/// <param name="Time">Seconds of a visit.</param>
/// <param name="CriticalShare">Its part of the finished requests' latency, along their critical paths; all nodes' sum to 1.</param>
/// <param name="CriticalWaitShare">Of the latency, the part in which it waited for a first step on the critical path.</param>
public sealed record NodeResult(
    string Name, string Station, double VisitsPerRequest, double CallsPerRequest, double MeanWaitSeconds, double MeanServiceSeconds, Distribution Time,
    double CriticalShare, double CriticalWaitShare);
