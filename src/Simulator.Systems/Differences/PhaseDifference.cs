using Simulator.Systems.Inference;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Differences;

/// <summary>Two models in one phase.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Before">The first model's step.</param>
/// <param name="After">The second's.</param>
/// <param name="Step">Their difference.</param>
public sealed record PhaseDifference(Phase Phase, StepPrediction Before, StepPrediction After, StepDifference Step);
