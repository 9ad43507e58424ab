namespace Simulator.Measurement.Training.Studies;

/// <summary>A step of a loss curve.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="TrainingLoss">The loss of its batch before its update, in nats per byte.</param>
/// <param name="ValidationLoss">The loss on the validation bytes after its update; null where it was not evaluated.</param>
/// <param name="LearningRate">The learning rate.</param>
public sealed record LossPoint(int Step, double TrainingLoss, double? ValidationLoss, double LearningRate);
