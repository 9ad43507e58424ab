using System.Text;
using ScottPlot;
using Simulator.Reporting.Figures;
using Box = Simulator.Reporting.Typography.Box;

namespace Simulator.Plotting.ScottPlot;

/// <summary>Draws figures through ScottPlot 5: pixels for slides and papers, and SVG. It maps the figure model and does nothing else.</summary>
public sealed class ScottPlotRenderer : IFigureRenderer
{
    private const int WidePixels = 1440;
    private const int NarrowPixels = 720;
    private const float Scale = 2;
    private const int AxisRoom = 110;

    /// <inheritdoc/>
    public string Name => "ScottPlot";

    /// <inheritdoc/>
    public IReadOnlyList<FigureFormat> Formats { get; } = [FigureFormat.Png, FigureFormat.Svg];

    /// <inheritdoc/>
    public void Render(Figure figure, FigureFormat format, FigureSize size, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(stream);
        var (plot, width, height) = Map(figure, size);
        switch (format)
        {
            case FigureFormat.Png:
                plot.ScaleFactor = Scale;
                stream.Write(plot.GetImage(width, height).GetImageBytes(ImageFormat.Png));
                break;
            case FigureFormat.Svg:
                stream.Write(Encoding.UTF8.GetBytes(plot.GetSvgXml((int)(width / Scale), (int)(height / Scale))));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "ScottPlot's renderer writes PNG and SVG");
        }
    }

    private static (Plot Plot, int Width, int Height) Map(Figure figure, FigureSize size)
    {
        var plot = new Plot();
        plot.Font.Set(Fonts.Sans);
        var width = size == FigureSize.Wide ? WidePixels : NarrowPixels;
        var (x, y) = (AxisMap.Of(figure, true), AxisMap.Of(figure, false));
        plot.Title(figure.Title);
        x.Apply(plot.Axes.Bottom);
        y.Apply(plot.Axes.Left);
        plot.Axes.SetLimits(x.Min, x.Max, y.Min, y.Max);
        var height = figure.Y.Scale == AxisScale.Category ? Math.Max(420, 64 * figure.Y.Categories.Count + 320) : (int)(width * figure.Aspect) + 260;
        new LayerMap(plot, x, y, new Box(0, 0, width / Scale - AxisRoom, height / Scale - AxisRoom)).Draw(figure.Layers);
        if (figure.Layers.Select(l => l.Name).OfType<string>().Distinct().Count() > 1)
        {
            plot.Legend.Orientation = Orientation.Horizontal;
            plot.ShowLegend(Edge.Bottom);
        }

        return (plot, width, height);
    }
}
