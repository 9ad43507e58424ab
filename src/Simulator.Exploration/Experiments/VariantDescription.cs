using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;

namespace Simulator.Exploration.Experiments;

/// <summary>A named bundle of changes.</summary>
public sealed record VariantDescription
{
    /// <summary>Its name.</summary>
    [Field("name")] public required string Name { get; init; }

    /// <summary>The changes, by path; <c>gpu: b200-sxm</c> changes the base itself.</summary>
    [Field("set")] public IReadOnlyDictionary<string, string> Set { get; init; } = ImmutableDictionary<string, string>.Empty;
}
