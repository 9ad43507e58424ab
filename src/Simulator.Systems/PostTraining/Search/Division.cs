using Simulator.Systems.PostTraining.Results;

namespace Simulator.Systems.PostTraining.Search;

/// <summary>A division of GPUs between generation and learning, simulated.</summary>
/// <param name="System">What was simulated.</param>
/// <param name="Result">The result.</param>
public sealed record Division(PostTrainingSystem System, PostTrainingResult Result);
