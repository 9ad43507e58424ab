using System.Globalization;
using CsvHelper;
using Simulator.Cli.Rendering;
using Simulator.Systems.Inference;

namespace Simulator.Cli.Export;

/// <summary>Writes a step's operators as CSV (RFC 4180): the trace's columns, then the prediction.</summary>
internal static class StepCsv
{
    /// <summary>Writes the operators.</summary>
    /// <param name="predictions">The steps; one that does not fit has no rows.</param>
    /// <returns>The text.</returns>
    public static string Write(params IEnumerable<StepPrediction> predictions)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            string[] header =
            [
                "gpu", "name", "op", "precision", "shape", "repeat", "stream", "latency_us", "exposed_us", "roofline_us", "bound", "tile", "provenance",
                "flops", "memory_bytes",
            ];
            foreach (var column in header)
            {
                csv.WriteField(column);
            }

            csv.NextRecord();
            foreach (var (gpu, o) in predictions.SelectMany(p => (p.Result?.Operators ?? []).Select(o => (p.System.Gpu.Id, o))))
            {
                csv.WriteField(gpu);
                csv.WriteField(o.Row.Name);
                csv.WriteField(o.Row.Operator.Op);
                csv.WriteField(o.Row.Operator.PrecisionName);
                csv.WriteField(o.Row.Operator.Shape);
                csv.WriteField(o.Row.Repeat);
                csv.WriteField(o.Row.Stream);
                csv.WriteField(Words.Microseconds(o.Estimate.Seconds));
                csv.WriteField(Words.Microseconds(o.Exposed));
                csv.WriteField(Words.Microseconds(o.Estimate.RooflineSeconds));
                csv.WriteField(Words.Of(o.Estimate.Bound));
                csv.WriteField(o.Estimate.Tile.ToString());
                csv.WriteField(Words.Of(o.Provenance));
                csv.WriteField(o.Estimate.Flops);
                csv.WriteField(o.Estimate.MemoryBytes);
                csv.NextRecord();
            }
        }

        return text.ToString();
    }
}
