using Simulator.Reporting.Figures;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>Draws points.</summary>
/// <param name="svg">Where to.</param>
/// <param name="layout">The layout.</param>
internal sealed class ScatterDrawing(SvgBuilder svg, FigureLayout layout)
{
    private const int Many = 600;
    private const int Few = 60;
    private const double Largest = 13;

    /// <summary>The radius of a point.</summary>
    /// <param name="layer">Its layer.</param>
    /// <param name="index">Its place in the layer.</param>
    /// <param name="layout">The layout.</param>
    public static double Radius(ScatterLayer layer, int index, FigureLayout layout)
    {
        var scale = layout.Page.Width > 500 ? 1 : 0.8;
        return scale * (layer.Areas is { } areas ? Math.Max(2.6, Largest * Math.Sqrt(Math.Clamp(areas[index], 0, 1))) : layer.IsMuted ? layer.X.Count > Many
            ? 2.2 : 2.6 : layout.Points > Many && layer.X.Count > Few ? 2.6 : 4);
    }

    /// <summary>Draws a layer.</summary>
    public void Draw(ScatterLayer layer)
    {
        Intervals(layer);
        var fill = layer.IsHollow ? "ho" : layer.IsMuted ? "pt mu" : "pt";
        svg.Raw($"<g class=\"{fill} {SeriesStyle.Class(layer)} pts\">");
        for (var i = 0; i < layer.X.Count; i++)
        {
            var (x, y) = (layout.X.Place(layer.X[i]), layout.Y.Place(layer.Y[i]));
            if (!Inside(x, y))
            {
                continue;
            }

            var radius = Radius(layer, i, layout);
            var row = $" data-r=\"{layer.Rows[i]}\"";
            if (layer.IsMuted || layer.Style % SeriesStyle.Count == 0)
            {
                svg.Circle(x, y, radius, row);
            }
            else
            {
                svg.Path(SeriesStyle.Marker(layer.Style, x, y, radius), "", row);
            }

            if (layer.X.Count <= Many)
            {
                layout.Labels.Avoid(new Box(x - radius, y - radius, 2 * radius, 2 * radius));
            }
        }

        svg.Raw("</g>");
    }

    private void Intervals(ScatterLayer layer)
    {
        if (layer.Low is not { } low || layer.High is not { } high)
        {
            return;
        }

        svg.Raw($"<g class=\"eb {SeriesStyle.Class(layer)}\">");
        for (var i = 0; i < layer.X.Count; i++)
        {
            var (x, bottom, top) = (layout.X.Place(layer.X[i]), layout.Y.Clamped(low[i]), layout.Y.Clamped(high[i]));
            if (double.IsFinite(x) && double.IsFinite(bottom) && double.IsFinite(top))
            {
                svg.Path($"M{SvgBuilder.N(x - 4)} {SvgBuilder.N(bottom)}h8m-4 0V{SvgBuilder.N(top)}m-4 0h8");
            }
        }

        svg.Raw("</g>");
    }

    private bool Inside(double x, double y) =>
        x >= layout.Plot.Left - 0.5 && x <= layout.Plot.Right + 0.5 && y >= layout.Plot.Top - 0.5 && y <= layout.Plot.Bottom + 0.5;
}
