namespace Simulator.Systems.PostTraining.Learning;

/// <summary>The time of a batch on the learner's GPUs.</summary>
public interface ILearnerTimes
{
    /// <summary>Prices a batch.</summary>
    /// <param name="batch">Its lengths; not empty.</param>
    /// <returns>The times.</returns>
    LearnerTimes Of(in BatchLengths batch);
}
