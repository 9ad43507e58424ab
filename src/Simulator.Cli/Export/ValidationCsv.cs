using System.Globalization;
using CsvHelper;
using Simulator.Cli.Rendering;
using Simulator.Measurement.Validation;

namespace Simulator.Cli.Export;

/// <summary>Writes every measurement with its prediction as CSV (RFC 4180); columns of the input beyond the known ones follow.</summary>
internal static class ValidationCsv
{
    private const double Microsecond = 1e-6;

    /// <summary>Writes the rows.</summary>
    public static string Write(ValidationReport report)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            string[] extra = [.. report.Comparisons.SelectMany(c => c.Measured.Extra.Select(e => e.Key)).Distinct()];
            string[] header =
            [
                "gpu", "op", "precision", "shape", "latency_us", "latency_median_us", "stacks", "power_w", "predicted_us", "low_us", "high_us", "roofline_us",
                "error", "bound", "tile", .. extra,
            ];
            Record(csv, header);
            foreach (var c in report.Comparisons)
            {
                var row = c.Measured;
                Record(
                    csv,
                    [
                        row.Gpu, row.Operator.Op, row.Operator.PrecisionName, row.Operator.Shape, Time(row.LatencySeconds), Time(row.MedianSeconds),
                        $"{row.Stacks}", $"{row.PowerWatts}", Time(c.Estimate.Seconds), Time(c.LowSeconds), Time(c.HighSeconds), Time(c.Estimate.RooflineSeconds),
                        c.Error.ToString("0.####", CultureInfo.InvariantCulture), Words.Of(c.Estimate.Bound), c.Estimate.Tile.ToString(),
                        .. extra.Select(e => row.Extra.FirstOrDefault(x => x.Key == e).Value ?? ""),
                    ]);
            }
        }

        return text.ToString();
    }

    private static void Record(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }

    private static string Time(double? seconds) => seconds is { } s ? (s / Microsecond).ToString("0.####", CultureInfo.InvariantCulture) : "";
}
