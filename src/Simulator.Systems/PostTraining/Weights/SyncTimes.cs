namespace Simulator.Systems.PostTraining.Weights;

/// <summary>What new weights take from the learner to the rollout engines, in seconds.</summary>
/// <param name="Publish">What the learner does before engines can load: gathering, casting.</param>
/// <param name="Load">What an engine takes to load them, and the learner to send them.</param>
/// <param name="Before">Copies between host and device before the learner begins.</param>
/// <param name="After">The same before engines begin again.</param>
public readonly record struct SyncTimes(double Publish, double Load, double Before = 0, double After = 0);
