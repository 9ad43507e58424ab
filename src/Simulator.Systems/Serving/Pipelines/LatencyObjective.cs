namespace Simulator.Systems.Serving.Pipelines;

/// <summary>What users of a system of models are promised.</summary>
/// <param name="Seconds">The longest end-to-end latency.</param>
/// <param name="Share">The part of the requests that must keep it, from 0 to 1.</param>
public readonly record struct LatencyObjective(double Seconds, double Share);
