using System.Text.Json.Serialization;

namespace Simulator.Reporting.Serving;

/// <summary>A level of a serving run while steps ran.</summary>
public sealed record ServingLevel
{
    /// <summary>Its average.</summary>
    public double? Mean { get; init; }

    /// <summary>The most.</summary>
    [JsonPropertyName("max")] public double? Largest { get; init; }

    /// <summary>What there is; null where there is no limit.</summary>
    public double? Capacity { get; init; }
}
