namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>Slurm's queue, as far as a run needs it.</summary>
public interface ISlurmController
{
    /// <summary>Submits a batch script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="options">Options that win over those in the script.</param>
    /// <returns>The job's number.</returns>
    /// <exception cref="SlurmUnavailableException">Slurm does not answer, or refuses the job.</exception>
    /// <exception cref="Hardware.Errors.InputException">Slurm is not installed.</exception>
    long Submit(string script, params IReadOnlyList<string> options);

    /// <summary>The user's jobs of some names that wait, run or are being cleaned up: every task of an array by itself.</summary>
    /// <param name="names">The jobs' names.</param>
    /// <returns>The tasks; none where all have ended.</returns>
    /// <exception cref="SlurmUnavailableException">Slurm does not answer.</exception>
    /// <exception cref="Hardware.Errors.InputException">Slurm is not installed.</exception>
    IReadOnlyList<SlurmTask> Tasks(params IReadOnlyList<string> names);

    /// <summary>Ends a job, if it has not ended.</summary>
    /// <param name="job">The job's number.</param>
    /// <exception cref="SlurmUnavailableException">Slurm does not answer.</exception>
    /// <exception cref="Hardware.Errors.InputException">Slurm is not installed.</exception>
    void Cancel(long job);
}
