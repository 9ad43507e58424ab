using Simulator.Measurement.Training.Models;

namespace Simulator.Measurement.Training.Studies;

/// <summary>A step has ended.</summary>
/// <param name="Run">The run, from 1.</param>
/// <param name="Runs">How many there are.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Point">The step.</param>
public sealed record TrainingProgress(int Run, int Runs, NumericsRecipe Recipe, int Seed, LossPoint Point);
