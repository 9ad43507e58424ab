using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>A design that an answer names.</summary>
/// <param name="Point">The point's number.</param>
/// <param name="Parameters">The value of each parameter as text, in the order of <see cref="SweepAnswers.Parameters"/>.</param>
/// <param name="Objectives">Each objective with its 90 % interval, in SI units, in the order of <see cref="SweepAnswers.Objectives"/>.</param>
public sealed record Design(long Point, ImmutableArray<string> Parameters, ImmutableArray<ObjectiveInterval> Objectives);
