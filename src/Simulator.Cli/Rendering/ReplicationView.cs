using System.Text.Json.Nodes;
using Simulator.Exploration.Replications;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Figures of a simulation over its replications, as a table.</summary>
internal static class ReplicationView
{
    /// <summary>The figures that are summarised: their names, where they stand in a replication's result, and their factor.</summary>
    public static readonly (string Name, string[] Path, double Factor)[] Figures =
    [
        ("time to first token, mean, ms", ["ttft_s", "mean"], 1e3),
        ("time to first token, p99, ms", ["ttft_s", "p99"], 1e3),
        ("time per output token, mean, ms", ["tpot_s", "mean"], 1e3),
        ("time per output token, p99, ms", ["tpot_s", "p99"], 1e3),
        ("between tokens, p99, ms", ["interval_s", "p99"], 1e3),
        ("end to end, mean, ms", ["latency_s", "mean"], 1e3),
        ("requests per second", ["requests_per_s"], 1),
        ("output tokens per second", ["output_tokens_per_s"], 1),
        ("goodput, requests per second", ["goodput_per_s"], 1),
        ("GPU-seconds", ["gpu_seconds"], 1),
    ];

    /// <summary>Draws the table.</summary>
    public static void Draw(IAnsiConsole console, IReadOnlyList<JsonObject> results, int count)
    {
        var table = new TextTable("", ">mean", ">+/- (95 %)", ">least", ">most");
        foreach (var (name, path, factor) in Figures)
        {
            if (Summary(results, path) is { } value)
            {
                table.AddRow(name, Cell(value.Mean), double.IsNaN(value.HalfWidth) ? "-" : Cell(value.HalfWidth), Cell(value.Least), Cell(value.Most));
            }

            string Cell(double figure) => FormattableString.Invariant($"{factor * figure:0.###}");
        }

        table.Draw(console);
        console.WriteLine($"{results.Count} of {count} replications");
    }

    /// <summary>A figure over the replications; null where one of them has none.</summary>
    public static ReplicatedValue? Summary(IReadOnlyList<JsonObject> results, string[] path)
    {
        var values = results.Select(r => path.Aggregate((JsonNode?)r, (node, key) => node?[key])?.GetValue<double>()).ToArray();
        return values.Length > 0 && values.All(v => v is not null) ? ReplicatedValue.Of([.. values.Select(v => v!.Value)]) : null;
    }
}
