using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>Draws a heat map's cells and, where they have room, their values.</summary>
/// <param name="svg">Where cells go.</param>
/// <param name="labels">Where their values go.</param>
/// <param name="layout">The layout.</param>
/// <param name="id">The prefix of the drawing's ids.</param>
internal sealed class HeatDrawing(SvgBuilder svg, SvgBuilder labels, FigureLayout layout, string id)
{
    /// <summary>The ends of a heat map's colours.</summary>
    public static (double Low, double High) Ends(HeatLayer heat)
    {
        var values = heat.Values.Where(double.IsFinite).ToArray();
        var (low, high) = values.Length > 0 ? (values.Min(), values.Max()) : (0, 1);
        return low < high ? (low, high) : (low, low == 0 ? 1 : low + Math.Abs(low));
    }

    /// <summary>Where a value stands between the ends, from 0 to 1: the bright end is the best.</summary>
    public static double Share(HeatLayer heat, double value, (double Low, double High) ends)
    {
        var share = heat.IsLogarithmic ? Math.Log(value / ends.Low) / Math.Log(ends.High / ends.Low) : (value - ends.Low) / (ends.High - ends.Low);
        return heat.LeastIsBest ? 1 - share : share;
    }

    /// <summary>Draws a layer.</summary>
    public void Draw(HeatLayer heat)
    {
        var ends = Ends(heat);
        var n = SvgBuilder.N;
        double width = layout.X.Slot, height = layout.Y.Slot;
        var log = heat.IsLogarithmic ? 1 : 0;
        var least = heat.LeastIsBest ? 1 : 0;
        svg.Raw($"<g class=\"heat\" data-low=\"{ends.Low:R}\" data-high=\"{ends.High:R}\" data-log=\"{log}\" data-least=\"{least}\" data-miss=\"{id}-miss\">");
        for (var i = 0; i < heat.Values.Count; i++)
        {
            var (column, row) = (i % heat.Columns, i / heat.Columns);
            double x = layout.X.Place(column) - width / 2, y = layout.Y.Place(row) - height / 2;
            var known = double.IsFinite(heat.Values[i]);
            var fill = known ? HeatColours.Of(Share(heat, heat.Values[i], ends)) : $"url(#{id}-miss)";
            var behind = heat.Rows[i] >= 0 ? $" data-r=\"{heat.Rows[i]}\"" : "";
            svg.Rect(x + 0.5, y + 0.5, width - 1, height - 1, "", $" fill=\"{fill}\" data-cell=\"{column},{row}\"{behind}");
            if (known)
            {
                Label(heat, i, ends, x, y);
            }
        }

        svg.Raw("</g>");
    }

    private void Label(HeatLayer heat, int i, (double Low, double High) ends, double x, double y)
    {
        var (size, text) = (layout.Page.Small, SiFormat.Of(heat.Values[i], heat.Unit));
        double width = TextMetrics.Width(text, size), height = size * TextMetrics.LineHeight;
        var box = new Box(x + (layout.X.Slot - width) / 2, y + (layout.Y.Slot - height) / 2, width, height);
        if (width + 6 <= layout.X.Slot && height + 4 <= layout.Y.Slot && layout.Labels.Place([box]) is { } place)
        {
            var ink = HeatColours.TakesDarkText(Share(heat, heat.Values[i], ends)) ? "hd" : "hl";
            labels.Text(place.Left + width / 2, place.Top + size, text, ink, "middle", size: size,
                attributes: $" data-cell=\"{i % heat.Columns},{i / heat.Columns}\"");
        }
    }
}
