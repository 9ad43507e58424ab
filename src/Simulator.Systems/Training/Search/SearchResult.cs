using System.Collections.Immutable;

namespace Simulator.Systems.Training.Search;

/// <summary>What a search found.</summary>
/// <param name="Best">The fastest steps that fit, best first.</param>
/// <param name="Layouts">Layouts considered.</param>
/// <param name="Priced">Steps priced: layouts that can be divided so, with each recomputation tried.</param>
/// <param name="Fitting">Layouts that fit.</param>
public sealed record SearchResult(ImmutableArray<TrainingResult> Best, int Layouts, int Priced, int Fitting);
