namespace Simulator.Systems.PostTraining.Learning;

/// <summary>What a batch takes on the learner's GPUs, in seconds.</summary>
/// <param name="Scoring">Log-probabilities and reward model.</param>
/// <param name="Learning">All its optimizer steps.</param>
public readonly record struct LearnerTimes(double Scoring, double Learning);
