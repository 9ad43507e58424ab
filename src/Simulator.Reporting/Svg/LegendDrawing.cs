using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>Draws the legend above a plot: samples with their names, and a heat map's scale.</summary>
internal static class LegendDrawing
{
    private const double Middle = 8;

    /// <summary>Draws it.</summary>
    public static void Draw(SvgBuilder svg, FigureLayout layout, string id)
    {
        svg.Raw("<g aria-hidden=\"true\">");
        foreach (var entry in layout.Legend.Entries)
        {
            var top = layout.LegendTop + entry.Top;
            foreach (var layer in entry.Layers.DistinctBy(l => l.GetType()))
            {
                Sample(svg, layer, entry.Left, top, id);
            }

            svg.Text(entry.Left + Legend.Sample + 6, top + Middle + layout.Page.Text * 0.36, entry.Name, "at", size: layout.Page.Text);
        }

        if (layout.Legend.Heat is { } heat)
        {
            Scale(svg, layout, heat);
        }

        svg.Raw("</g>");
    }

    private static void Sample(SvgBuilder svg, Layer layer, double x, double top, string id)
    {
        var style = SeriesStyle.Class(layer);
        var y = top + Middle;
        switch (layer)
        {
            case LineLayer line:
                svg.Path($"M{SvgBuilder.N(x)} {SvgBuilder.N(y)}h{Legend.Sample}", $"ln {style}{(line.IsThin ? " th" : "")}", SeriesStyle.Dash(layer.Style));
                break;
            case ScatterLayer scatter:
                var fill = scatter.IsHollow ? "ho" : scatter.IsMuted ? "pt mu" : "pt";
                svg.Path(SeriesStyle.Marker(scatter.IsMuted ? 0 : layer.Style, x + Legend.Sample / 2, y, scatter.IsMuted ? 3 : 4.5), $"{fill} {style}");
                break;
            case BandLayer:
                svg.Rect(x, y - 6, Legend.Sample, 12, $"ba {style}");
                break;
            case HeatLayer:
                svg.Rect(x + 4, y - 7, 16, 14, "", $" fill=\"url(#{id}-miss)\"");
                break;
            case BarLayer bars:
                svg.Rect(x + 4, y - 7, 16, 14, $"{(bars.IsOutline ? "ou" : "br")} {style}");
                if (SeriesStyle.Pattern(id, layer.Style) is { } pattern)
                {
                    svg.Rect(x + 4, y - 7, 16, 14, "", $" fill=\"url(#{pattern})\"");
                }

                break;
        }
    }

    private static void Scale(SvgBuilder svg, FigureLayout layout, HeatLayer heat)
    {
        const int steps = 30;
        var ends = HeatDrawing.Ends(heat);
        var top = layout.LegendTop + layout.Legend.ScaleTop;
        var (page, width) = (layout.Page, Legend.ScaleWidth);
        for (var i = 0; i < steps; i++)
        {
            var share = heat.LeastIsBest ? 1 - (i + 0.5) / steps : (i + 0.5) / steps;
            svg.Rect(i * width / steps, top, width / steps + 0.4, 10, "", $" fill=\"{HeatColours.Of(share)}\"");
        }

        string low = SiFormat.Of(ends.Low, heat.Unit), high = SiFormat.Of(ends.High, heat.Unit);
        var baseline = top + 11 + page.Small;
        svg.Text(0, baseline, low, "at", size: page.Small);
        svg.Text(Math.Max(width, TextMetrics.Width(low, page.Small) + TextMetrics.Width(high, page.Small) + 8), baseline, high, "at", "end", size: page.Small);
        var name = (heat.Name ?? "") + (heat.LeastIsBest ? ", less is better" : "");
        var left = Math.Max(width, TextMetrics.Width(low, page.Small) + TextMetrics.Width(high, page.Small) + 8) + 12;
        var lines = TextMetrics.Wrap(name, page.Small, page.Width - left, 2);
        for (var i = 0; i < lines.Count; i++)
        {
            svg.Text(left, top + page.Small - 1 + i * page.Small * TextMetrics.LineHeight, lines[i], "at", size: page.Small);
        }
    }
}
