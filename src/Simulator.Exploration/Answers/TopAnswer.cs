using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>The best feasible designs by one objective.</summary>
/// <param name="Objective">The objective's name.</param>
/// <param name="TiesGoOn">
/// Whether the last design listed is tied with the best one although there are more designs: some that are not listed may be tied with it too.
/// </param>
/// <param name="Designs">The designs, best first.</param>
public sealed record TopAnswer(string Objective, bool TiesGoOn, ImmutableArray<RankedDesign> Designs);
