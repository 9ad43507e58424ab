using System.Text.Json.Serialization;

namespace Simulator.Reporting.Serving;

/// <summary>A latency of a serving run, in seconds; null where nothing was measured.</summary>
public sealed record ServingDistribution
{
    /// <summary>The mean.</summary>
    public double? Mean { get; init; }

    /// <summary>The median.</summary>
    public double? P50 { get; init; }

    /// <summary>The 90th percentile.</summary>
    public double? P90 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public double? P99 { get; init; }

    /// <summary>The largest.</summary>
    [JsonPropertyName("max")] public double? Largest { get; init; }
}
