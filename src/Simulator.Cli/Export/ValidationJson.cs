using System.Text;
using System.Text.Json;
using Simulator.Measurement.Validation;

namespace Simulator.Cli.Export;

/// <summary>Writes a validation as JSON; the layout is documented in docs/output.md. Percentages are numbers.</summary>
internal static class ValidationJson
{
    /// <summary>Writes a validation.</summary>
    public static string Write(ValidationReport report, string? profile)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("total");
            if (report.Total is { } total)
            {
                Statistics(json, total);
            }

            json.WriteEndObject();
            json.WriteStartArray("groups");
            foreach (var g in report.Groups)
            {
                json.WriteStartObject();
                json.WriteString("gpu", g.Gpu);
                json.WriteString("op", g.Op);
                json.WriteString("precision", g.Precision);
                Statistics(json, g.Statistics);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("rejected", report.Rejections.Length);
            json.WriteString("profile", profile);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Statistics(Utf8JsonWriter json, ErrorStatistics e)
    {
        json.WriteNumber("rows", e.Rows);
        Percent("mape", e.Mape);
        Percent("median_ape", e.MedianApe);
        Percent("p90_ape", e.P90Ape);
        Percent("wape", e.Wape);
        Percent("bias", e.Bias);
        Percent("roofline_mape", e.RooflineMape);
        Percent("interval_coverage", e.IntervalCoverage);
        void Percent(string name, double fraction) => json.WriteNumber(name, Math.Round(100 * fraction, 4));
    }
}
