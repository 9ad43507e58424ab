using System.Globalization;
using CsvHelper;
using Simulator.Cli.Rendering;
using Simulator.Systems.Inference;

namespace Simulator.Cli.Export;

/// <summary>Writes a step's operators as CSV (RFC 4180): the trace's columns, then the prediction.</summary>
internal static class StepCsv
{
    /// <summary>Writes the operators.</summary>
    /// <param name="gpu">The GPU's id.</param>
    /// <param name="result">The step.</param>
    /// <returns>The text.</returns>
    public static string Write(string gpu, StepResult result)
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
            foreach (var o in result.Operators)
            {
                csv.WriteField(gpu);
                csv.WriteField(o.Row.Name);
                csv.WriteField(o.Row.Operator.Op);
                csv.WriteField(o.Row.Operator.PrecisionName);
                csv.WriteField(o.Row.Operator.Shape);
                csv.WriteField(o.Row.Repeat);
                csv.WriteField(o.Row.Stream);
                csv.WriteField(Microseconds(o.Estimate.Seconds));
                csv.WriteField(Microseconds(o.Exposed));
                csv.WriteField(Microseconds(o.Estimate.RooflineSeconds));
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

    private static string Microseconds(double seconds) => (seconds * 1e6).ToString("0.####", CultureInfo.InvariantCulture);
}
