using System.Globalization;
using System.Text;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Svg;

namespace Simulator.Reporting.Html;

/// <summary>Writes tables of data.</summary>
internal static class TableMarkup
{
    /// <summary>How many rows a table in the page has at most.</summary>
    public const int MostRows = 60;

    private const int Digits = 4;

    /// <summary>Writes the first rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="caption">What it holds.</param>
    public static string Of(DataTable table, string caption)
    {
        var html = new StringBuilder($"<div class=\"scroll\"><table><caption class=\"said\">{SvgBuilder.Escape(caption)}</caption><thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append(CultureInfo.InvariantCulture,
                $"<th scope=\"col\"{(column.Numbers is null ? "" : " class=\"n\"")}>{SvgBuilder.Escape(column.Name)}</th>");
        }

        html.Append("</tr></thead><tbody>");
        for (var row = 0; row < Math.Min(table.Rows, MostRows); row++)
        {
            html.Append("<tr>");
            foreach (var column in table.Columns)
            {
                html.Append(column.Numbers is { } numbers
                    ? $"<td class=\"n\">{SvgBuilder.Escape(SiFormat.Of(numbers[row], column.Unit, Digits))}</td>"
                    : $"<td class=\"t\">{SvgBuilder.Escape(column.Texts![row])}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }
}
