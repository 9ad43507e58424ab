using Simulator.Reporting.Figures;
using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Svg;

/// <summary>Writes names at points, lines and rules where there is room.</summary>
/// <param name="svg">Where to.</param>
/// <param name="layout">The layout.</param>
internal sealed class LabelDrawing(SvgBuilder svg, FigureLayout layout)
{
    private const double Gap = 4;
    private readonly double size = layout.Page.Small;

    /// <summary>Names a rule at one of its ends.</summary>
    public void Draw(RuleLayer rule)
    {
        var (plot, text) = (layout.Plot, Fitted(rule.Label!));
        var (width, height) = Size(text);
        if (rule.IsVertical)
        {
            var x = layout.X.Place(rule.Value);
            Write(text, [.. Down().SelectMany(y => (Box[])[new(x + Gap, y, width, height), new(x - Gap - width, y, width, height)])]);
        }
        else
        {
            var y = layout.Y.Place(rule.Value);
            double[] lefts = [plot.Right - width - Gap, plot.Left + Gap, plot.Left + (plot.Width - width) / 2];
            Write(text, [.. lefts.SelectMany(left => (Box[])[new(left, y - height - 1, width, height), new(left, y + 1, width, height)])]);
        }

        IEnumerable<double> Down() => Enumerable.Range(0, 5).Select(i => plot.Top + 3 + i * (height + 2));
    }

    /// <summary>Writes an annotation beside its place.</summary>
    public void Draw(AnnotationLayer note)
    {
        var text = Fitted(note.Text);
        Write(text, Around(layout.X.Place(note.X), layout.Y.Place(note.Y), 2, text));
    }

    /// <summary>Names points; those with the largest areas first.</summary>
    public void Draw(ScatterLayer layer)
    {
        foreach (var i in Enumerable.Range(0, layer.X.Count).OrderByDescending(i => layer.Areas?[i] ?? 0).Where(i => layer.Labels![i].Length > 0))
        {
            var (x, y) = (layout.X.Place(layer.X[i]), layout.Y.Place(layer.Y[i]));
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                var text = Fitted(layer.Labels![i]);
                Write(text, Around(x, y, ScatterDrawing.Radius(layer, i, layout), text));
            }
        }
    }

    /// <summary>Names a line, at its end if there is room.</summary>
    public void Draw(LineLayer line)
    {
        var text = Fitted(line.Label!);
        var (width, height) = Size(text);
        List<Box> places = [];
        foreach (var (x, y) in Along(line))
        {
            places.Add(new Box(x - width - Gap, y - height - 2, width, height));
            places.Add(new Box(x + Gap, y + 2, width, height));
            places.Add(new Box(x - width / 2, y - height - 3, width, height));
        }

        Write(text, places);
    }

    private List<(double X, double Y)> Along(LineLayer line)
    {
        const int places = 12;
        List<(double X, double Y)> points = [];
        for (var i = line.X.Count - 1; i > 0; i--)
        {
            double x1 = layout.X.Place(line.X[i]), y1 = layout.Y.Place(line.Y[i]), x0 = layout.X.Place(line.X[i - 1]), y0 = layout.Y.Place(line.Y[i - 1]);
            for (var p = 0; p <= (line.X.Count > places ? 0 : places); p++)
            {
                var share = p / (double)places;
                points.Add((x1 + share * (x0 - x1), y1 + share * (y0 - y1)));
            }
        }

        points.RemoveAll(p => !double.IsFinite(p.X) || !double.IsFinite(p.Y));
        return points;
    }

    private List<Box> Around(double x, double y, double radius, string text)
    {
        var (width, height) = Size(text);
        var reach = radius + Gap;
        return
        [
            new(x + reach, y - height / 2, width, height), new(x - reach - width, y - height / 2, width, height),
            new(x - width / 2, y - reach - height + 2, width, height), new(x - width / 2, y + reach - 2, width, height),
            new(x + radius, y - radius - height, width, height), new(x + radius, y + radius, width, height),
            new(x - radius - width, y - radius - height, width, height), new(x - radius - width, y + radius, width, height),
        ];
    }

    private string Fitted(string text) => TextMetrics.Fit(text, size, 0.8 * layout.Plot.Width);

    private (double Width, double Height) Size(string text) => (TextMetrics.Width(text, size), size * TextMetrics.LineHeight);

    private void Write(string text, IReadOnlyList<Box> places)
    {
        if (layout.Labels.Place(places) is { } place)
        {
            svg.Text(place.Left, place.Top + size, text, "lb", size: size);
        }
    }
}
