namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>Slurm: a job array and a dependent job.</summary>
public sealed class SlurmEngine : IClusterEngine
{
    /// <inheritdoc/>
    public string Name => "slurm";

    /// <inheritdoc/>
    public string Script(ShardCommand command, JobResources resources) => new SlurmScript(command, resources).Submission;
}
