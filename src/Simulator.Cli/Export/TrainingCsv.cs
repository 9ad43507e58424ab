using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Cli.Rendering;
using Simulator.Systems.Training.Validation;

namespace Simulator.Cli.Export;

/// <summary>Writes measured training runs with their predictions as CSV (RFC 4180).</summary>
internal static class TrainingCsv
{
    private static readonly string[] Header =
    [
        "line", "framework", "model", "gpu", "gpus", "recipe", "recompute", "parallelism", "micro_batch", "sequence", "measured_tokens_per_s_per_gpu",
        "predicted_tokens_per_s_per_gpu", "error_percent", "in_interval", "memory_gb", "capacity_gb", "fits",
    ];

    /// <summary>Writes every run.</summary>
    public static string Write(TrainingReport report)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            Record(csv, Header);
            foreach (var c in report.Comparisons)
                Record(csv, Fields(c));
        }

        return text.ToString();
    }

    private static IEnumerable<object> Fields(TrainingComparison c)
    {
        var r = c.Result.Request;
        return
        [
            c.Measured.Line, c.Measured.Framework, c.Measured.Model, r.System.Gpu.Id, r.Parallelism.Ranks, r.Recipe.Name, Words.Of(r.Recompute), r.Parallelism,
                r.MicroBatch,
            r.Sequence, c.Measured.TokensPerSecondPerGpu, Math.Round(c.Result.TokensPerSecondPerGpu, 1), Math.Round(100 * c.Error, 2), c.IsCovered ? 1 : 0,
            Math.Round(c.Result.Memory.Total / 1e9, 2), Math.Round(c.Result.Memory.Capacity / 1e9, 2), c.Result.Memory.Fits ? 1 : 0,
        ];
    }

    private static void Record(CsvWriter csv, IEnumerable<object> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field.ToString());
        csv.NextRecord();
    }
}
