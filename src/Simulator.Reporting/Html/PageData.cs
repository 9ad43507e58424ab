using System.Text;
using System.Text.Json;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Svg;

namespace Simulator.Reporting.Html;

/// <summary>The data of a page's figures as JSON that stands in a <c>script</c> element: tables once each, column by column.</summary>
internal sealed class PageData
{
    private readonly List<DataTable> tables = [];
    private readonly List<(Figure Figure, int Table)> figures = [];

    /// <summary>Adds a figure; figures that share a table share its data.</summary>
    public void Add(Figure figure)
    {
        var table = tables.FindIndex(t => ReferenceEquals(t, figure.Table));
        if (table < 0)
        {
            table = tables.Count;
            tables.Add(figure.Table);
        }

        figures.Add((figure, table));
    }

    /// <summary>The document. The default encoder escapes what would end the element: &lt;, &gt;, &amp; and quotes.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("prefixed");
            foreach (var unit in SiFormat.PrefixedUnits.Order(StringComparer.Ordinal))
            {
                json.WriteStringValue(unit);
            }

            json.WriteEndArray();
            json.WriteStartArray("stops");
            foreach (var stop in HeatColours.Stops)
            {
                json.WriteNumberValue(stop);
            }

            json.WriteEndArray();
            json.WriteStartArray("tables");
            for (var i = 0; i < tables.Count; i++)
            {
                var coded = figures.Where(f => f.Table == i && f.Figure.Filter is not null).SelectMany(f => f.Figure.Filter!.Columns).ToHashSet();
                coded.UnionWith(figures.Where(f => f.Table == i).SelectMany(f => new[] { f.Figure.Filter?.X, f.Figure.Filter?.Y }).OfType<string>());
                json.WriteStartArray();
                foreach (var column in tables[i].Columns)
                {
                    PageColumn.Write(json, column, coded.Contains(column.Name));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartObject("figures");
            foreach (var (figure, table) in figures)
            {
                json.WriteStartObject($"f-{figure.Id}");
                json.WriteNumber("table", table);
                if (figure.Filter is { } filter)
                {
                    PageFilter.Write(json, figure, filter);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
