using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>A parameter that a sweep varies.</summary>
/// <param name="Name">Its name, such as <c>gpu.memory.bandwidth</c>.</param>
/// <param name="Levels">Its values as texts, in the order of the level numbers; a continuous parameter's bins.</param>
public sealed record SweepParameter(string Name, ImmutableArray<string> Levels);
