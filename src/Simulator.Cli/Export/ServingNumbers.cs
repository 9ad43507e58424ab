using System.Text.Json.Nodes;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Export;

/// <summary>Numbers of serving simulations as JSON.</summary>
internal static class ServingNumbers
{
    /// <summary>A number; null where it is none.</summary>
    public static JsonValue? Of(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A distribution.</summary>
    public static JsonObject Of(Distribution d) => new()
    {
        ["mean"] = Of(d.Mean),
        ["p50"] = Of(d.P50),
        ["p90"] = Of(d.P90),
        ["p99"] = Of(d.P99),
        ["max"] = Of(d.Largest),
    };
}
