namespace Simulator.Systems.Training.Overlap;

/// <summary>A layer whose weights are gathered before it computes and whose gradients are reduced after it.</summary>
/// <param name="Compute">Seconds of its computation.</param>
/// <param name="Gather">Seconds of the exchange that it waits for; 0 for none.</param>
/// <param name="Reduce">Seconds of the exchange that waits for it; 0 for none.</param>
public readonly record struct ShardedLayer(double Compute, double Gather, double Reduce);
