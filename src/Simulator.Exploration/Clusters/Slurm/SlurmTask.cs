namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>A job or a task of a job array that waits or runs.</summary>
/// <param name="Job">The number of the job or of the array.</param>
/// <param name="Index">The task's index in the array; null for a job that is none.</param>
/// <param name="Name">The job's name.</param>
/// <param name="State">Slurm's word for its state, such as <c>PENDING</c> or <c>RUNNING</c>.</param>
/// <param name="Reason">Why it waits, such as <c>Resources</c>; <c>None</c> where it does not.</param>
public sealed record SlurmTask(long Job, int? Index, string Name, string State, string Reason)
{
    /// <summary>Whether it waits to be started.</summary>
    public bool IsPending => State == "PENDING";

    /// <summary>Whether it waits for jobs that failed and so will never start.</summary>
    public bool IsStuck => IsPending && Reason.StartsWith("DependencyNeverSatisfied", StringComparison.Ordinal);
}
