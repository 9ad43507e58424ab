using System.Text.Json;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Html;

/// <summary>Writes how a page filters a figure.</summary>
internal static class PageFilter
{
    /// <summary>Writes a plan; columns are named by their places, values by their codes.</summary>
    public static void Write(Utf8JsonWriter json, Figure figure, FilterPlan plan)
    {
        var table = figure.Table;
        json.WriteStartObject("filter");
        Codes(json, "columns", plan.Columns.Select(table.IndexOf));
        json.WriteBoolean("leastX", plan.LeastIsBestX);
        json.WriteBoolean("leastY", plan.LeastIsBestY);
        if (plan is { Best: { } best, X: { } x, Y: { } y })
        {
            json.WriteNumber("best", table.IndexOf(best));
            json.WriteBoolean("least", plan.LeastIsBest);
            json.WriteNumber("x", table.IndexOf(x));
            json.WriteNumber("y", table.IndexOf(y));
            Codes(json, "across", Places(table.Columns[table.IndexOf(x)], plan.Across));
            Codes(json, "down", Places(table.Columns[table.IndexOf(y)], plan.Down));
            json.WriteString("ok", string.Concat(Enumerable.Range(0, table.Rows).Select(plan.Counts.Contains).Select(c => c ? '1' : '0')));
        }

        json.WriteEndObject();
    }

    private static IEnumerable<int> Places(DataColumn column, IReadOnlyList<string> values)
    {
        var codes = PageColumn.Dictionary(column);
        return values.Select(v => codes.GetValueOrDefault(v, -1));
    }

    private static void Codes(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
