using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>What a design looks like: asked for once per design that an answer names.</summary>
/// <param name="Parameters">The value of each parameter as text, in the order of <see cref="SweepQuestions.Parameters"/>.</param>
/// <param name="Objectives">Each objective with its 90 % interval, in the order of <see cref="SweepQuestions.Objectives"/>.</param>
public sealed record DesignDetails(ImmutableArray<string> Parameters, ImmutableArray<ObjectiveInterval> Objectives);
