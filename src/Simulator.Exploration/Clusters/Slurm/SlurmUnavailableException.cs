namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>A command of Slurm failed; the message is its last line.</summary>
/// <param name="message">What the command said.</param>
public sealed class SlurmUnavailableException(string message) : Exception(message);
