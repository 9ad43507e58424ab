using Simulator.Timing.Estimates;

namespace Simulator.Systems.Training;

/// <summary>What one operator of the model costs over a step, on the busiest stage.</summary>
/// <param name="Name">The operator's name; of all layers together.</param>
/// <param name="Shape">Its operator, precision and shape, where all of them are alike; else empty.</param>
/// <param name="Runs">How often it runs in the step.</param>
/// <param name="Seconds">What it adds to the step.</param>
/// <param name="Bound">What binds it.</param>
public sealed record OperatorShare(string Name, string Shape, double Runs, double Seconds, Bound Bound);
