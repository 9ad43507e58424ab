using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>Where everything of a figure goes on a page.</summary>
internal sealed class FigureLayout
{
    private const double LeastRow = 27;
    private const double RowOfSlot = 17;
    private const double TickLength = 5;

    /// <summary>Lays a figure out.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="page">The page's measures.</param>
    /// <param name="top">Room for a title.</param>
    public FigureLayout(Figure figure, PageSize page, double top)
    {
        (Figure, Page, LegendTop) = (figure, page, top);
        Points = figure.Layers.OfType<ScatterLayer>().Sum(s => s.X.Count);
        Legend = Legend.Of(figure, page);
        var yTicks = page.Width > 500 ? 6 : 5;
        var xTicks = page.Width > 500 ? 8 : 4;
        var (xMin, xMax) = AxisMapping.Domain(figure.X, FigureExtent.Of(figure, true).Concat(BarLabelRoom.Of(figure, page)), xTicks);
        var (yMin, yMax) = AxisMapping.Domain(figure.Y, FigureExtent.Of(figure, false), yTicks);
        (YTicks, YUnit) = TickFinder.Of(figure.Y, yMin, yMax, yTicks);
        (XTicks, XUnit) = TickFinder.Of(figure.X, xMin, xMax, xTicks);
        var named = figure.Y.Scale == AxisScale.Category;
        var widest = YTicks.Max(t => (double?)TextMetrics.Width(t.Label, page.Text)) ?? 0;
        var left = (named ? Math.Min(page.NameShare * page.Width, widest) : widest) + TickLength + 4;
        var last = XTicks.Count > 0 && figure.X.Scale != AxisScale.Category ? TextMetrics.Width(XTicks[^1].Label, page.Text) / 2 : 4;
        var width = page.Width - left - Math.Max(6, last * Share(XTicks, xMin, xMax, figure.X));
        var title = AxisTitle(figure.Y, YUnit);
        var plotTop = top + Legend.Height + (title.Length > 0 ? 27 : named ? 4 : 9);
        Plot = new Box(left, plotTop, width, Height(figure, page, width));
        X = new AxisMapping(figure.X, xMin, xMax, Plot.Left, Plot.Right);
        // Categories run down, values up.
        Y = named ? new AxisMapping(figure.Y, yMin, yMax, Plot.Top, Plot.Bottom) : new AxisMapping(figure.Y, yMin, yMax, Plot.Bottom, Plot.Top);
        XLabels = CategoryLabels.Across(figure.X, X, page);
        var below = figure.X.Scale == AxisScale.Category ? XLabels.Height : page.Text * TextMetrics.LineHeight;
        XTitleBaseline = Plot.Bottom + TickLength + 2 + below + page.Text + 2;
        Total = AxisTitle(figure.X, XUnit).Length > 0 ? XTitleBaseline + 5 : Plot.Bottom + TickLength + below + 6;
        Labels = new LabelPlacer(new Box(Plot.Left + 1, Plot.Top + 1, Plot.Width - 2, Plot.Height - 2));
    }

    /// <summary>The figure.</summary>
    public Figure Figure { get; }

    /// <summary>How many points the figure has.</summary>
    public int Points { get; }

    /// <summary>The page's measures.</summary>
    public PageSize Page { get; }

    /// <summary>The top of the legend.</summary>
    public double LegendTop { get; }

    /// <summary>The legend.</summary>
    public Legend Legend { get; }

    /// <summary>The room between the axes.</summary>
    public Box Plot { get; }

    /// <summary>The axis across.</summary>
    public AxisMapping X { get; }

    /// <summary>The axis up, or down where it holds categories.</summary>
    public AxisMapping Y { get; }

    /// <summary>The marks across.</summary>
    public IReadOnlyList<Tick> XTicks { get; }

    /// <summary>The marks up.</summary>
    public IReadOnlyList<Tick> YTicks { get; }

    /// <summary>The unit of the axis across, for its title.</summary>
    public string XUnit { get; }

    /// <summary>The unit of the axis up, for its title.</summary>
    public string YUnit { get; }

    /// <summary>The names across.</summary>
    public CategoryLabels XLabels { get; }

    /// <summary>The baseline of the title across.</summary>
    public double XTitleBaseline { get; }

    /// <summary>The height of all.</summary>
    public double Total { get; }

    /// <summary>Finds room for labels in the plot.</summary>
    public LabelPlacer Labels { get; }

    /// <summary>An axis' title with its unit.</summary>
    public static string AxisTitle(Axis axis, string unit) => unit.Length > 0 && axis.Label.Length > 0 ? $"{axis.Label}, {unit}" : axis.Label;

    // Only a label at the very end of the axis reaches beyond it.
    private static double Share(IReadOnlyList<Tick> ticks, double min, double max, Axis axis) =>
        axis.Scale == AxisScale.Linear && ticks.Count > 0 && max > min ? Math.Clamp((ticks[^1].Value - min) / (max - min), 0, 1) : 1;

    private static double Height(Figure figure, PageSize page, double width)
    {
        var height = Math.Min(width * figure.Aspect * page.Stretch, 560);
        if (figure.Y.Scale != AxisScale.Category)
        {
            return Math.Max(height, 150);
        }

        var slots = figure.Layers.OfType<BarLayer>().Select(b => b.Slots).DefaultIfEmpty(1).Max();
        var row = Math.Max(LeastRow, 10 + RowOfSlot * slots);
        return figure.Layers.OfType<HeatLayer>().Any()
            ? Math.Clamp(height, row * figure.Y.Categories.Count, Math.Max(height, row * figure.Y.Categories.Count))
            : Math.Max(1, figure.Y.Categories.Count) * row;
    }
}
