using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Cli.Rendering;

namespace Simulator.Cli.Export;

/// <summary>Figures of a simulation over its replications as JSON, in seconds.</summary>
internal static class ReplicationJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the summary and every replication.</summary>
    public static string Write(IReadOnlyList<JsonObject> results)
    {
        var summary = new JsonObject();
        foreach (var (_, path, _) in ReplicationView.Figures)
        {
            summary[string.Join('.', path)] = ReplicationView.Summary(results, path) is not { } value ? null : new JsonObject
            {
                ["mean"] = value.Mean,
                ["half_width_95"] = double.IsNaN(value.HalfWidth) ? null : value.HalfWidth,
                ["least"] = value.Least,
                ["most"] = value.Most,
            };
        }

        return new JsonObject
        {
            ["replications"] = results.Count,
            ["summary"] = summary,
            ["results"] = new JsonArray([.. results.Select(r => r.DeepClone())]),
        }.ToJsonString(Indented) + "\n";
    }
}
