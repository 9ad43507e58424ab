using System.Text;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>
/// Draws figures as SVG: colours are CSS variables with a light and a dark set, every mark carries its row of the data (<c>data-r</c>), the title and
/// description are
/// there for readers who do not see it.
/// </summary>
public sealed class SvgRenderer : IFigureRenderer
{
    private const double TitleSize = 15;
    private const double TitleLine = 20;

    /// <inheritdoc/>
    public string Name => "built-in";

    /// <inheritdoc/>
    public IReadOnlyList<FigureFormat> Formats { get; } = [FigureFormat.Svg];

    /// <summary>The colours and strokes of figures, for a page that holds several.</summary>
    public static string StyleSheet { get; } = EmbeddedText.Read("figures.css");

    /// <inheritdoc/>
    public void Render(Figure figure, FigureFormat format, FigureSize size, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (format != FigureFormat.Svg)
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "the built-in renderer writes SVG");
        }

        stream.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Draw(figure, size, true) + "\n"));
    }

    /// <summary>Draws figures one under the other, each with its title, as one file.</summary>
    /// <param name="figures">The figures, from the top; at least one.</param>
    /// <param name="size">For which page.</param>
    /// <param name="stream">Where to.</param>
    public static void RenderStack(IReadOnlyList<Figure> figures, FigureSize size, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(stream);
        var (n, width, height) = ((Func<double, string>)SvgBuilder.N, PageSize.Of(size).Width, 0.0);
        var parts = new StringBuilder();
        foreach (var figure in figures)
        {
            parts.Append("<g transform=\"translate(0 ").Append(n(height)).Append(")\">").Append(Draw(figure, size, true)).Append("</g>\n");
            height += Layout(figure, size, true).Total;
        }

        stream.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" " +
            $"viewBox=\"0 0 {n(width)} {n(height)}\" width=\"{n(width)}\" height=\"{n(height)}\">\n{parts}</svg>\n"));
    }

    /// <summary>Draws a figure as markup.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="size">For which page.</param>
    /// <param name="standsAlone">Whether it carries its title and colours itself, rather than being part of a page that does.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public static string Draw(Figure figure, FigureSize size, bool standsAlone)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var page = PageSize.Of(size);
        var title = Title(figure, page, standsAlone);
        var layout = Layout(figure, size, standsAlone);
        var id = $"{figure.Id}-{(size == FigureSize.Wide ? "w" : "n")}";
        var svg = new SvgBuilder();
        var n = SvgBuilder.N;
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fig\" viewBox=\"0 0 {n(page.Width)} {n(layout.Total)}\"");
        svg.Raw(standsAlone ? $" width=\"{n(page.Width)}\" height=\"{n(layout.Total)}\"" : "");
        svg.Raw($" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{SvgBuilder.Escape(figure.Title)}</title>");
        svg.Raw($"<desc id=\"{id}-d\">{SvgBuilder.Escape(figure.Description)}</desc>");
        svg.Raw(standsAlone ? $"<style>{StyleSheet}</style>" : "");
        svg.Raw("<defs>");
        foreach (var style in figure.Layers.OfType<BarLayer>().Select(b => b.Style % SeriesStyle.Count).Where(s => s > 0).Distinct().Order())
        {
            svg.Raw(SeriesStyle.Define(id, style));
        }

        if (figure.Layers.OfType<HeatLayer>().Any())
        {
            svg.Raw($"<pattern id=\"{id}-miss\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3\" " +
                $"class=\"pm\"/></pattern>");
        }

        svg.Raw($"<clipPath id=\"{id}-c\"><rect x=\"{n(layout.Plot.Left)}\" y=\"{n(layout.Plot.Top)}\" width=\"{n(layout.Plot.Width)}\" " +
            $"height=\"{n(layout.Plot.Height)}\"/></clipPath></defs>");
        if (standsAlone)
        {
            svg.Rect(0, 0, page.Width, layout.Total, "bg");
            for (var i = 0; i < title.Count; i++)
            {
                svg.Text(0, TitleLine * i + TitleSize, title[i], "ft", size: TitleSize);
            }
        }

        AxisDrawing.Draw(svg, layout);
        new LayerDrawing(svg, layout, id).Draw();
        LegendDrawing.Draw(svg, layout, id);
        return svg.Raw("</svg>").ToString();
    }

    private static IReadOnlyList<string> Title(Figure figure, PageSize page, bool standsAlone) =>
        standsAlone ? TextMetrics.Wrap(figure.Title, TitleSize * 1.06, page.Width - 4, 3) : [];

    private static FigureLayout Layout(Figure figure, FigureSize size, bool standsAlone)
    {
        var page = PageSize.Of(size);
        var lines = Title(figure, page, standsAlone).Count;
        return new FigureLayout(figure, page, lines > 0 ? lines * TitleLine + 8 : 0);
    }
}
