using System.Collections.Immutable;

namespace Simulator.Hardware.Descriptions;

/// <summary>A description as read.</summary>
/// <typeparam name="T">The annotated record type.</typeparam>
/// <param name="Value">The description.</param>
/// <param name="Sources">Where each value comes from, by the key's path (<c>memory.bandwidth</c>).</param>
public sealed record BoundDescription<T>(T Value, ImmutableDictionary<string, ValueSource> Sources);
