using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Simulator.Reporting.Figures;

namespace Simulator.Cli.Export;

/// <summary>
/// Writes a table as JSON (an array of objects) or CSV (RFC 4180). Keys are the columns' names in lower case with underscores and the unit at the end; numbers
/// are in SI units; what is not known is null, or empty.
/// </summary>
internal static class TableExport
{
    /// <summary>Writes JSON.</summary>
    public static string Json(DataTable table)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            for (var row = 0; row < table.Rows; row++)
            {
                json.WriteStartObject();
                foreach (var column in table.Columns)
                {
                    if (column.Texts is { } texts)
                    {
                        json.WriteString(Key(column), texts[row]);
                    }
                    else if (double.IsFinite(column.Numbers![row]))
                    {
                        json.WriteNumber(Key(column), column.Numbers[row]);
                    }
                    else
                    {
                        json.WriteNull(Key(column));
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>Writes CSV.</summary>
    public static string Csv(DataTable table)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, CultureInfo.InvariantCulture))
        {
            foreach (var column in table.Columns)
            {
                csv.WriteField(Key(column));
            }

            csv.NextRecord();
            for (var row = 0; row < table.Rows; row++)
            {
                foreach (var column in table.Columns)
                {
                    csv.WriteField(column.Texts?[row] ?? Number(column.Numbers![row]));
                }

                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Key(DataColumn column)
    {
        var name = column.Name.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return column.Unit switch
        {
            "" => name,
            "s" => name + "_seconds",
            "B" => name + "_bytes",
            "J" => name + "_joules",
            var unit => $"{name}_{unit.ToLowerInvariant()}",
        };
    }
}
