using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Simulator.Exploration.Results;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Reports;
using Simulator.Reporting.Svg;

namespace Simulator.Reporting.Html;

/// <summary>
/// Lays a report out as one HTML file that needs nothing else: figures as SVG for wide and narrow pages, their data as tables and CSV, the page's own script
/// and style.
/// A content security policy lets only that script run and nothing be loaded, so that no name in the data can do either.
/// </summary>
public static class HtmlPage
{
    private static readonly string Script = EmbeddedText.Read("page.js");
    private static readonly string Style = SvgRenderer.StyleSheet + EmbeddedText.Read("page.css");

    /// <summary>Lays a report out.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The file, ending in a line feed.</returns>
    public static string Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var data = new PageData();
        var body = new StringBuilder();
        var filtered = false;
        foreach (var (section, number) in report.Sections.Select((s, i) => (s, i + 1)))
        {
            body.Append(CultureInfo.InvariantCulture, $"<section><h2 id=\"s{number}\">{E(section.Title)}</h2>\n");
            body.AppendJoin("", section.Text.Select(t => $"<p>{E(t)}</p>\n"));
            if (!filtered && section.Figures.Any(f => f.Filter is { Columns.Count: > 0 }))
            {
                body.Append("<form class=\"filter\" id=\"filter\" hidden aria-label=\"Filter by parameter\"></form>\n");
                filtered = true;
            }

            foreach (var figure in section.Figures)
            {
                data.Add(figure);
                body.Append(FigureMarkup(figure, section.Figures.FirstOrDefault(f => ReferenceEquals(f.Table, figure.Table)) == figure));
            }

            body.Append(section.Table is { } table ? TableMarkup.Of(table, section.Title) : "").Append("</section>\n");
        }

        body.Append(CultureInfo.InvariantCulture, $"<section><h2 id=\"s{report.Sections.Length + 1}\">Manifest</h2>\n{Manifest(report.Manifest)}</section>\n");
        var links = report.Sections.Select(s => s.Title).Append("Manifest").Select((title, i) => $"<a href=\"#s{i + 1}\">{E(title)}</a>");
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
            $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Hash(Script)}'; " +
                $"img-src data:; base-uri 'none'; form-action 'none'\">\n" +
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n" +
            $"<link rel=\"icon\" href=\"data:,\">\n<title>{E(report.Title)}</title>\n<style>\n{Style}</style>\n</head>\n<body>\n" +
            $"<header><p class=\"kind\">gpusim report: {E(report.Manifest.Kind.ToString().ToLowerInvariant())} " +
                $"{E(report.Manifest.Name)}</p><h1>{E(report.Title)}</h1>\n" +
            $"<p class=\"answer\">{E(report.Answer)}</p>\n<nav aria-label=\"Sections\">{string.Concat(links)}</nav></header>\n<main>\n{body}</main>\n" +
            "<div id=\"tip\" hidden></div><div id=\"said\" class=\"said\" aria-live=\"polite\"></div>\n" +
            $"<script type=\"application/json\" id=\"data\">{data.ToJson()}</script>\n<script>{Script}</script>\n</body>\n</html>\n";
    }

    private static string FigureMarkup(Figure figure, bool hasTable)
    {
        var html = new StringBuilder($"<figure id=\"f-{E(figure.Id)}\"><h3>{E(figure.Title)}</h3>\n");
        html.Append("<div class=\"wide\">").Append(SvgRenderer.Draw(figure, FigureSize.Wide, false)).Append("</div>\n");
        html.Append("<div class=\"narrow\">").Append(SvgRenderer.Draw(figure, FigureSize.Narrow, false)).Append("</div>\n");
        html.Append("<figcaption class=\"note\">").Append(figure.Note is { } note ? E(note) : "").Append("</figcaption>\n");
        var rows = figure.Table.Rows;
        var shown = rows > TableMarkup.MostRows ? $"the first {TableMarkup.MostRows} of {rows:#,0} rows" : $"{rows:#,0} rows";
        return html
            .Append(CultureInfo.InvariantCulture,
            $"<div class=\"data\"><details><summary>Data " +
                $"({(hasTable ? shown : "as above")})</summary>{(hasTable ? TableMarkup.Of(figure.Table, figure.Title) : "")}</details>\n")
            .Append(CultureInfo.InvariantCulture,
                $"<button type=\"button\" data-csv=\"f-{E(figure.Id)}\">CSV</button></div></figure>\n").ToString();
    }

    private static string Manifest(RunManifest manifest)
    {
        List<(string Name, string Value)> facts =
        [
            ("experiment", manifest.Name), ("command", manifest.Command), ("version", manifest.Version), ("seed", $"{manifest.Seed}"),
            ("machine", $"{manifest.Machine.System}, {manifest.Machine.Runtime}, {manifest.Machine.Cores} processors"),
        ];
        if (manifest.Points > 0)
        {
            facts.Add(("points", $"{manifest.Points:#,0}"));
        }

        var inputs = manifest.Inputs.IsDefaultOrEmpty
            ? ""
            : TableMarkup.Of(new DataTable([DataColumn.Of("input", manifest.Inputs.Select(i => i.Path)),
                DataColumn.Of("SHA-256", manifest.Inputs.Select(i => i.Sha256))]), "Inputs");
        var entries = facts.Select(f => $"<dt>{E(f.Name)}</dt><dd>{(f.Name == "command" ? $"<code>{E(f.Value)}</code>" : E(f.Value))}</dd>");
        return $"<dl>{string.Concat(entries)}</dl>\n{inputs}";
    }

    private static string Hash(string script) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string E(string text) => SvgBuilder.Escape(text);
}
