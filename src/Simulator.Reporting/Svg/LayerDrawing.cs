using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Svg;

/// <summary>Draws the layers of a figure between its axes: shapes first, then the labels for which there is room.</summary>
/// <param name="svg">Where to.</param>
/// <param name="layout">The layout.</param>
/// <param name="id">The prefix of the drawing's ids.</param>
internal sealed class LayerDrawing(SvgBuilder svg, FigureLayout layout, string id)
{
    private readonly SvgBuilder labels = new();

    /// <summary>Draws all layers.</summary>
    public void Draw()
    {
        foreach (var layer in layout.Figure.Layers)
        {
            switch (layer)
            {
                case BandLayer band: Draw(band); break;
                case LineLayer line: Draw(line); break;
                case RuleLayer rule: Draw(rule); break;
                case ScatterLayer scatter: new ScatterDrawing(svg, layout).Draw(scatter); break;
                case BarLayer bars: new BarDrawing(svg, labels, layout, id).Draw(bars); break;
                case HeatLayer heat: new HeatDrawing(svg, labels, layout, id).Draw(heat); break;
            }
        }

        // Names of points are placed before those of lines, which have more places to go.
        var names = new LabelDrawing(labels, layout);
        foreach (var rule in layout.Figure.Layers.OfType<RuleLayer>().Where(r => r.Label is not null))
        {
            names.Draw(rule);
        }

        foreach (var note in layout.Figure.Layers.OfType<AnnotationLayer>())
        {
            names.Draw(note);
        }

        foreach (var scatter in layout.Figure.Layers.OfType<ScatterLayer>().Where(s => s.Labels is not null))
        {
            names.Draw(scatter);
        }

        foreach (var line in layout.Figure.Layers.OfType<LineLayer>().Where(l => l.Label is not null))
        {
            names.Draw(line);
        }

        svg.Raw("<g class=\"nm\" aria-hidden=\"true\">").Raw(labels.ToString()).Raw("</g>");
    }

    private void Draw(BandLayer band)
    {
        var upper = band.X.Select((x, i) => (X: layout.X.Place(x), Y: layout.Y.Clamped(band.High[i])));
        var lower = band.X.Select((x, i) => (X: layout.X.Place(x), Y: layout.Y.Clamped(band.Low[i]))).Reverse();
        var points = upper.Concat(lower).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToArray();
        if (points.Length > 2)
        {
            svg.Path(Commands(points) + "z", $"ba {SeriesStyle.Class(band)}", $" clip-path=\"url(#{id}-c)\"");
        }
    }

    private void Draw(LineLayer line)
    {
        var commands = string.Concat(Pieces(line).Select(Commands));
        if (commands.Length > 0)
        {
            svg.Path(
                commands, $"ln {SeriesStyle.Class(line)}{(line.IsThin ? " th" : "")}{(line.IsFront ? " fr" : "")}",
                $"{SeriesStyle.Dash(line.Style)} clip-path=\"url(#{id}-c)\"");
        }
    }

    private void Draw(RuleLayer rule)
    {
        var (plot, at) = (layout.Plot, rule.IsVertical ? layout.X.Place(rule.Value) : layout.Y.Place(rule.Value));
        if (rule.IsVertical)
        {
            svg.Line(at, plot.Top, at, plot.Bottom, "ru");
        }
        else
        {
            svg.Line(plot.Left, at, plot.Right, at, "ru");
        }
    }

    private IEnumerable<(double X, double Y)[]> Pieces(LineLayer line)
    {
        List<(double X, double Y)> piece = [];
        for (var i = 0; i < line.X.Count; i++)
        {
            var (x, y) = (layout.X.Place(line.X[i]), layout.Y.Place(line.Y[i]));
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                yield return [.. piece];
                piece.Clear();
                continue;
            }

            if (line.Shape == LineShape.Step && piece.Count > 0)
            {
                piece.Add((x, piece[^1].Y));
            }

            piece.Add((x, y));
        }

        yield return [.. piece];
    }

    private static string Commands((double X, double Y)[] points) =>
        points.Length == 0 ? "" : "M" + string.Join('L', points.Select(p => $"{SvgBuilder.N(p.X)} {SvgBuilder.N(p.Y)}"));
}
