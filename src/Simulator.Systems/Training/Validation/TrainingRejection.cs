namespace Simulator.Systems.Training.Validation;

/// <summary>A row that cannot be simulated.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Reason">Why not.</param>
public sealed record TrainingRejection(int Line, string Reason);
