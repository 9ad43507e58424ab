namespace Simulator.Systems.Serving.Metrics;

/// <summary>A point of a cumulative distribution.</summary>
/// <param name="Value">A value.</param>
/// <param name="Share">The share of values at most as large, from 0 to 1.</param>
public readonly record struct CumulativeShare(double Value, double Share);
