using Simulator.Reporting.Figures;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>Draws bars, upright or level, stacked or side by side.</summary>
/// <param name="svg">Where bars go.</param>
/// <param name="labels">Where their labels go.</param>
/// <param name="layout">The layout.</param>
/// <param name="id">The prefix of the drawing's ids.</param>
internal sealed class BarDrawing(SvgBuilder svg, SvgBuilder labels, FigureLayout layout, string id)
{
    private const double ThinnestSeam = 3;
    private readonly bool level = layout.Figure.Y.Scale == AxisScale.Category;

    /// <summary>Draws a layer.</summary>
    public void Draw(BarLayer layer)
    {
        var pattern = SeriesStyle.Pattern(id, layer.Style);
        svg.Raw($"<g class=\"{(layer.IsOutline ? "ou" : "br")} {SeriesStyle.Class(layer)}{(layer.IsMuted ? " mu" : "")}\">");
        foreach (var bar in layer.Bars)
        {
            var box = Place(layer, bar);
            svg.Rect(box.Left, box.Top, box.Width, box.Height, "", $" data-r=\"{bar.Row}\"");
            if (pattern is not null && Math.Min(box.Width, box.Height) > ThinnestSeam)
            {
                svg.Rect(box.Left, box.Top, box.Width, box.Height, "", $" fill=\"url(#{pattern})\" pointer-events=\"none\"");
            }
        }

        svg.Raw("</g>");
        foreach (var bar in layer.Bars)
        {
            var box = Place(layer, bar);
            Interval(bar, box);
            if (bar.Label is { Length: > 0 } label)
            {
                Label(layer, bar, box, label);
            }
        }
    }

    private Box Place(BarLayer layer, Bar bar)
    {
        var (axis, values) = level ? (layout.Y, layout.X) : (layout.X, layout.Y);
        var room = (axis.Slot > 0 ? axis.Slot : 14) * layer.Fill;
        var thickness = room / layer.Slots;
        var start = axis.Place(bar.Category) - room / 2 + layer.Slot * thickness;
        double a = values.Clamped(bar.From), b = values.Clamped(bar.To);
        var seam = layer.LabelsInside && Math.Abs(b - a) > ThinnestSeam ? 0.8 : 0;
        thickness -= layer.Slots > 1 ? 1.5 : 0;
        return level
            ? new Box(Math.Min(a, b), start, Math.Abs(b - a) - seam, thickness)
            : new Box(start, Math.Min(a, b), thickness, Math.Abs(b - a) - seam);
    }

    private void Interval(Bar bar, Box box)
    {
        if (bar.Low is not { } low || bar.High is not { } high)
        {
            return;
        }

        var n = SvgBuilder.N;
        if (level)
        {
            var (y, left, right) = (box.Top + box.Height / 2, layout.X.Clamped(low), layout.X.Clamped(high));
            svg.Path($"M{n(left)} {n(y - 3)}v6m0 -3H{n(right)}m0 -3v6", "wh");
            layout.Labels.Avoid(new Box(left, y - 3, right - left, 6));
        }
        else
        {
            var (x, top, bottom) = (box.Left + box.Width / 2, layout.Y.Clamped(high), layout.Y.Clamped(low));
            svg.Path($"M{n(x - 3)} {n(bottom)}h6m-3 0V{n(top)}m-3 0h6", "wh");
            layout.Labels.Avoid(new Box(x - 3, top, 6, bottom - top));
        }
    }

    private void Label(BarLayer layer, Bar bar, Box box, string text)
    {
        var size = layout.Page.Small;
        double width = TextMetrics.Width(text, size), height = size * TextMetrics.LineHeight;
        if (layer.LabelsInside)
        {
            if (width + 10 <= box.Width && height <= box.Height)
            {
                Put(text, new Box(box.Left + (box.Width - width) / 2, box.Top + (box.Height - height) / 2, width, height));
            }

            return;
        }

        var after = level
            ? (bar.To >= bar.From ? Math.Max(box.Right, bar.High is { } h ? layout.X.Clamped(h) : 0) + 5
                : Math.Min(box.Left, bar.Low is { } l ? layout.X.Clamped(l) : box.Left) - 5 - width)
            : (bar.To >= bar.From ? Math.Min(box.Top, bar.High is { } t ? layout.Y.Clamped(t) : box.Top) - height - 2 : box.Bottom + 2);
        var middle = box.Top + (box.Height - height) / 2;
        Box[] places = level
            ? [new Box(after, middle, width, height), new Box(bar.To >= bar.From ? box.Right - width - 4 : box.Left + 4, middle, width, height)]
            : [new Box(box.Left + (box.Width - width) / 2, after, width, height), new Box(box.Left + (box.Width - width) / 2, box.Top + 2, width, height)];
        if (layout.Labels.Place(places) is { } place)
        {
            labels.Text(place.Left, place.Top + size, text, "lb", size: size);
        }
    }

    private void Put(string text, Box box)
    {
        if (layout.Labels.Place([box]) is { } place)
        {
            labels.Rect(place.Left - 3, place.Top, place.Width + 6, place.Height, "pl", " rx=\"3\"");
            labels.Text(place.Left + place.Width / 2, place.Top + layout.Page.Small * 0.98, text, "in", "middle", size: layout.Page.Small);
        }
    }
}
