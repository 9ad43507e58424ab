using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>A figure by which designs are judged.</summary>
/// <param name="Name">Its name, such as <c>decode.tpot</c>.</param>
/// <param name="Unit">Its SI unit; empty for pure numbers.</param>
/// <param name="Goal">Which way it is better.</param>
public sealed record SweepObjective(string Name, string Unit, Goal Goal);
