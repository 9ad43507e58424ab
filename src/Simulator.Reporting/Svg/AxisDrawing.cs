using Simulator.Reporting.Figures;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>Draws axes: grid, marks, values and titles. Labels that would touch are left out, their marks stay.</summary>
internal static class AxisDrawing
{
    private const double Gap = 6;
    private const double TickLength = 4;

    /// <summary>Draws both axes.</summary>
    public static void Draw(SvgBuilder svg, FigureLayout layout)
    {
        svg.Raw("<g aria-hidden=\"true\">");
        Across(svg, layout);
        Up(svg, layout);
        svg.Raw("</g>");
    }

    private static void Across(SvgBuilder svg, FigureLayout layout)
    {
        var (plot, page, axis) = (layout.Plot, layout.Page, layout.Figure.X);
        if (axis.Scale == AxisScale.Category)
        {
            Names(svg, layout);
        }
        else
        {
            var free = double.NegativeInfinity;
            var baseline = plot.Bottom + TickLength + page.Text + 1;
            foreach (var tick in layout.XTicks)
            {
                var x = layout.X.Place(tick.Value);
                svg.Line(x, plot.Top, x, plot.Bottom, "gr");
                svg.Line(x, plot.Bottom, x, plot.Bottom + TickLength, "ax");
                var width = TextMetrics.Width(tick.Label, page.Text);
                var left = Math.Clamp(x - width / 2, 0, page.Width - width);
                if (width > 0 && left >= free)
                {
                    svg.Text(left + width / 2, baseline, tick.Label, "at", "middle", size: page.Text);
                    free = left + width + Gap;
                }
            }
        }

        svg.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, "ax");
        var title = TextMetrics.Fit(FigureLayout.AxisTitle(axis, layout.XUnit), page.Text, page.Width);
        if (title.Length > 0)
        {
            var middle = Math.Clamp(plot.Left + plot.Width / 2, TextMetrics.Width(title, page.Text) / 2, page.Width - TextMetrics.Width(title, page.Text) / 2);
            svg.Text(middle, layout.XTitleBaseline, title, "at", "middle", size: page.Text);
        }
    }

    private static void Names(SvgBuilder svg, FigureLayout layout)
    {
        var (plot, page, labels) = (layout.Plot, layout.Page, layout.XLabels);
        for (var i = 0; i < labels.Lines.Count; i++)
        {
            var x = layout.X.Place(i);
            if (labels.IsUpright && labels.Lines[i].Count > 0)
            {
                svg.Text(x + page.Text / 3, plot.Bottom + TickLength, labels.Lines[i][0], "at", "end", -90, page.Text);
                continue;
            }

            for (var line = 0; line < labels.Lines[i].Count; line++)
            {
                svg.Text(x, plot.Bottom + TickLength + page.Text * (1 + TextMetrics.LineHeight * line), labels.Lines[i][line], "at", "middle", size: page.Text);
            }
        }
    }

    private static void Up(SvgBuilder svg, FigureLayout layout)
    {
        var (plot, page, axis) = (layout.Plot, layout.Page, layout.Figure.Y);
        var named = axis.Scale == AxisScale.Category;
        var free = double.PositiveInfinity;
        foreach (var tick in layout.YTicks)
        {
            var y = layout.Y.Place(tick.Value);
            if (named)
            {
                Name(svg, layout, tick.Label, y);
                continue;
            }

            svg.Line(plot.Left, y, plot.Right, y, "gr");
            if (tick.Label.Length > 0 && y + page.Text * 0.6 <= free)
            {
                svg.Text(plot.Left - Gap, y + page.Text * 0.35, tick.Label, "at", "end", size: page.Text);
                free = y - page.Text * 0.6;
            }
        }

        if (named || layout.X.IsLogarithmic || layout.Y.IsLogarithmic)
        {
            svg.Line(plot.Left, plot.Top, plot.Left, plot.Bottom, "ax");
        }

        var title = TextMetrics.Fit(FigureLayout.AxisTitle(axis, layout.YUnit), page.Text, page.Width);
        if (title.Length > 0)
        {
            svg.Text(0, plot.Top - 14, title, "at", size: page.Text);
        }
    }

    private static void Name(SvgBuilder svg, FigureLayout layout, string name, double y)
    {
        var page = layout.Page;
        var lineHeight = page.Text * TextMetrics.LineHeight;
        var most = Math.Max(1, (int)((layout.Y.Slot - 1) / lineHeight));
        if (lineHeight > layout.Y.Slot)
        {
            return;
        }

        var lines = TextMetrics.Wrap(name, page.Text, layout.Plot.Left - Gap - 2, most);
        for (var i = 0; i < lines.Count; i++)
        {
            svg.Text(layout.Plot.Left - Gap, y + page.Text * 0.35 + (i - (lines.Count - 1) / 2.0) * lineHeight, lines[i], "at", "end", size: page.Text);
        }
    }
}
