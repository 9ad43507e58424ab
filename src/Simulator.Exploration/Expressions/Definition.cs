using System.Collections.Immutable;

namespace Simulator.Exploration.Expressions;

/// <summary>A named formula, as far as the order of evaluation needs it.</summary>
/// <param name="Name">The name that it defines.</param>
/// <param name="Uses">The names that it uses (<see cref="Expression.NamesIn"/>).</param>
public sealed record Definition(string Name, ImmutableArray<string> Uses);
