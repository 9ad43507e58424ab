using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>An objective over all feasible points.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its SI unit; empty for pure numbers.</param>
/// <param name="Goal">Which way it is better.</param>
/// <param name="Best">The best design by it; null where no point is feasible.</param>
/// <param name="Worst">The worst design by it; null where no point is feasible.</param>
/// <param name="Logarithmic">Whether variance shares are of its logarithm: all its values are positive.</param>
public sealed record ObjectiveAnswer(string Name, string Unit, Goal Goal, BestDesign? Best, BestDesign? Worst, bool Logarithmic);
