using System.Globalization;
using System.Text.Json;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Html;

/// <summary>Writes a column of a page's data: values one by one, or a dictionary and a code for each row.</summary>
internal static class PageColumn
{
    private const int CodedTexts = 4;

    /// <summary>Writes a column.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="column">The column.</param>
    /// <param name="coded">Whether it must be coded, since the page filters by it.</param>
    public static void Write(Utf8JsonWriter json, DataColumn column, bool coded)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("unit", column.Unit);
        if (column.Texts is { } texts)
        {
            var dictionary = Dictionary(column);
            if (coded || dictionary.Count * CodedTexts < texts.Count)
            {
                WriteCoded(json, dictionary.Keys, t => json.WriteStringValue(t), texts.Select(t => dictionary[t]));
            }
            else
            {
                json.WriteStartArray("values");
                foreach (var text in texts)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
            }
        }
        else if (coded)
        {
            var dictionary = Dictionary(column);
            double[] values = [.. column.Numbers!.Distinct()];
            WriteCoded(json, values, n => Number(json, n, false), column.Numbers!.Select(n => dictionary[Key(n)]));
        }
        else
        {
            json.WriteStartArray("values");
            foreach (var number in column.Numbers!)
            {
                Number(json, number, true);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The code of each value of a column, in the order in which values first appear.</summary>
    public static Dictionary<string, int> Dictionary(DataColumn column)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in column.Texts ?? column.Numbers!.Select(Key))
        {
            codes.TryAdd(value, codes.Count);
        }

        return codes;
    }

    private static string Key(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static void WriteCoded<T>(Utf8JsonWriter json, IEnumerable<T> values, Action<T> write, IEnumerable<int> codes)
    {
        json.WriteStartArray("dict");
        foreach (var value in values)
        {
            write(value);
        }

        json.WriteEndArray();
        json.WriteStartArray("codes");
        foreach (var code in codes)
        {
            json.WriteNumberValue(code);
        }

        json.WriteEndArray();
    }

    // Seven digits: more than any prediction has. Values that a page filters by are written in full.
    private static void Number(Utf8JsonWriter json, double number, bool rounded)
    {
        if (!double.IsFinite(number))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(number.ToString(rounded ? "G7" : "R", CultureInfo.InvariantCulture));
        }
    }
}
