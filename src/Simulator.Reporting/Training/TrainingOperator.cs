namespace Simulator.Reporting.Training;

/// <summary>An operator of a training step, all layers together.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape; empty where layers differ.</param>
/// <param name="Runs">How often it runs.</param>
/// <param name="Seconds">What all runs add to the step.</param>
/// <param name="Bound">What binds it.</param>
public sealed record TrainingOperator(string Name, string Shape, double Runs, double Seconds, string Bound);
