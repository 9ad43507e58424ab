using Simulator.Systems.Training;

namespace Simulator.Systems.PostTraining.Learning;

/// <summary>How a batch is learned from.</summary>
/// <param name="Template">The learner's model, system, recipe and layout; its batch and lengths are replaced by those of each batch.</param>
/// <param name="MicroTokens">Most tokens that a data-parallel rank computes at a time.</param>
/// <param name="LongestTokens">The longest sequence.</param>
/// <param name="MiniBatches">Optimizer steps per pass over a batch.</param>
/// <param name="Epochs">Passes over a batch.</param>
/// <param name="OldLogProbs">Whether log-probabilities are computed before learning.</param>
/// <param name="Reference">Whether a reference model's are.</param>
public sealed record LearnerSettings(
    TrainingRequest Template, int MicroTokens, int LongestTokens, int MiniBatches, int Epochs, bool OldLogProbs, bool Reference);
