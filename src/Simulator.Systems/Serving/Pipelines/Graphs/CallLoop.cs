namespace Simulator.Systems.Serving.Pipelines.Graphs;

/// <summary>A loop: when its last node is done, all from its first node on are called again, unless it stops.</summary>
/// <param name="First">Its first node.</param>
/// <param name="Stop">The probability that it stops after a round, above 0.</param>
/// <param name="MostRounds">The most rounds, at least 1.</param>
public sealed record CallLoop(int First, double Stop, int MostRounds = int.MaxValue);
