using ScottPlot;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Typography;
using Box = Simulator.Reporting.Typography.Box;
using PlotBar = ScottPlot.Bar;

namespace Simulator.Plotting.ScottPlot;

/// <summary>The layers of a figure as plottables.</summary>
/// <param name="plot">The plot.</param>
/// <param name="x">The axis across.</param>
/// <param name="y">The axis up.</param>
/// <param name="area">About the size of the room between the axes, in the units of text: labels that would touch are left out.</param>
internal sealed class LayerMap(Plot plot, AxisMap x, AxisMap y, Box area)
{
    private const float TextSize = 11;
    private readonly LabelPlacer labels = new(area);

    private const float LargestMarker = 26;
    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    /// <summary>Draws layers, from the back to the front.</summary>
    public void Draw(IEnumerable<Layer> layers)
    {
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case BandLayer band: Draw(band); break;
                case LineLayer line: Draw(line); break;
                case ScatterLayer scatter: Draw(scatter); break;
                case BarLayer bars: Draw(bars); break;
                case HeatLayer heat: Draw(heat); break;
                case RuleLayer rule: Draw(rule); break;
                case AnnotationLayer note: Write(note.Text, x.Place(note.X), y.Place(note.Y), Alignment.MiddleLeft); break;
            }
        }
    }

    // One entry in the legend for layers of one name.
    private string Name(Layer layer) => layer.Name is { } name && named.Add(name) ? name : "";

    private void Draw(BandLayer band)
    {
        var fill = plot.Add.FillY([.. band.X.Select(x.Place)], [.. band.Low.Select(y.Place)], [.. band.High.Select(y.Place)]);
        fill.FillColor = SeriesLook.Colour(band).WithAlpha(0.18);
        fill.LineWidth = 0;
        fill.LegendText = Name(band);
    }

    private void Draw(LineLayer line)
    {
        var points = line.X.Zip(line.Y, (a, b) => new Coordinates(x.Place(a), y.Place(b))).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToArray();
        if (points.Length == 0)
        {
            return;
        }

        var drawn = plot.Add.Scatter(points);
        drawn.MarkerSize = 0;
        drawn.Color = SeriesLook.Colour(line);
        drawn.LineWidth = line.IsThin ? 1.2f : 2.2f;
        drawn.LinePattern = SeriesLook.Dashes(line);
        drawn.ConnectStyle = line.Shape == LineShape.Step ? ConnectStyle.StepHorizontal : ConnectStyle.Straight;
        drawn.LegendText = Name(line);
        if (line.Label is { } label)
        {
            Write(label, points[^1].X, points[^1].Y, Alignment.LowerRight);
        }
    }

    private void Draw(ScatterLayer scatter)
    {
        for (var i = 0; i < scatter.X.Count; i++)
        {
            var (px, py) = (x.Place(scatter.X[i]), y.Place(scatter.Y[i]));
            if (!double.IsFinite(px) || !double.IsFinite(py))
            {
                continue;
            }

            var size = scatter.Areas is { } areas ? Math.Max(5, LargestMarker * (float)Math.Sqrt(areas[i])) : scatter.IsMuted ? 4 : scatter.X.Count > 300 ? 5 : 8;
            var marker = plot.Add.Marker(px, py, SeriesLook.Shape(scatter), size, SeriesLook.Colour(scatter).WithAlpha(scatter.IsMuted ? 0.3 : 0.85));
            marker.LegendText = i == 0 ? Name(scatter) : "";
            marker.MarkerLineWidth = scatter.IsHollow ? 1.6f : 0;
            if (scatter is { Low: { } low, High: { } high })
            {
                plot.Add.Line(px, y.Place(low[i]), px, y.Place(high[i])).Color = SeriesLook.Colour(scatter);
            }

            if (scatter.Labels is { } names && names[i].Length > 0)
            {
                Write(names[i], px, py, Alignment.LowerLeft);
            }
        }
    }

    private void Draw(BarLayer layer)
    {
        var level = y.IsCategory;
        var (categories, values) = level ? (y, x) : (x, y);
        var thickness = layer.Fill / layer.Slots;
        var drawn = plot.Add.Bars(layer.Bars.Select(bar => new PlotBar
        {
            Position = categories.Place(bar.Category) + (level ? -1 : 1) * ((layer.Slot + 0.5) * thickness - layer.Fill / 2),
            ValueBase = values.Place(bar.From),
            Value = values.Place(bar.To),
            Size = thickness,
            FillColor = layer.IsOutline ? Colors.Transparent : SeriesLook.Colour(layer),
            FillHatch = layer.IsOutline ? null : SeriesLook.Hatch(layer),
            FillHatchColor = Colors.White.WithAlpha(0.6),
            LineColor = layer.IsOutline ? Colors.Black : Colors.White,
            LineWidth = layer.IsOutline ? 1.4f : 0.8f,
            Orientation = level ? Orientation.Horizontal : Orientation.Vertical,
        }).ToArray());
        drawn.LegendText = Name(layer);
        foreach (var bar in layer.Bars)
        {
            var place = categories.Place(bar.Category) + (level ? -1 : 1) * ((layer.Slot + 0.5) * thickness - layer.Fill / 2);
            if (bar is { Low: { } low, High: { } high })
            {
                var line = level ? plot.Add.Line(values.Place(low), place, values.Place(high), place) : plot.Add.Line(place, values.Place(low), place, values.Place(high));
                line.Color = Colors.Black;
            }

            if (bar.Label is { Length: > 0 } label && !layer.LabelsInside && level)
            {
                Write(label, values.Place(Math.Max(bar.To, bar.High ?? bar.To)), place, bar.To < bar.From ? Alignment.MiddleRight : Alignment.MiddleLeft);
            }
        }
    }

    private void Draw(HeatLayer heat)
    {
        var rows = heat.Values.Count / heat.Columns;
        var cells = new double[rows, heat.Columns];
        for (var i = 0; i < heat.Values.Count; i++)
        {
            cells[i / heat.Columns, i % heat.Columns] = heat.IsLogarithmic ? Math.Log10(heat.Values[i]) : heat.Values[i];
        }

        var map = plot.Add.Heatmap(cells);
        map.Colormap = heat.LeastIsBest ? new global::ScottPlot.Colormaps.Viridis().Reversed() : new global::ScottPlot.Colormaps.Viridis();
        map.NaNCellColor = Colors.LightGray;
        for (var i = 0; i < heat.Values.Count; i++)
        {
            if (double.IsFinite(heat.Values[i]) && heat.Columns <= 12)
            {
                var text = plot.Add.Text(SiFormat.Of(heat.Values[i], heat.Unit), i % heat.Columns, rows - 1 - i / heat.Columns);
                (text.LabelAlignment, text.LabelFontColor, text.LabelBackgroundColor) = (Alignment.MiddleCenter, Colors.Black, Colors.White.WithAlpha(0.75));
            }
        }
    }

    private void Draw(RuleLayer rule)
    {
        var line = rule.IsVertical ? (global::ScottPlot.Plottables.AxisLine)plot.Add.VerticalLine(x.Place(rule.Value)) : plot.Add.HorizontalLine(y.Place(rule.Value));
        (line.Color, line.LineWidth, line.LinePattern) = (Colors.Gray, 1.2f, LinePattern.Dashed);
        line.LegendText = "";
    }

    private void Write(string label, double px, double py, Alignment alignment)
    {
        double width = TextMetrics.Width(label, TextSize), left = (px - x.Min) / (x.Max - x.Min) * area.Width + 5, top = (y.Max - py) / (y.Max - y.Min) * area.Height;
        left -= alignment is Alignment.MiddleRight or Alignment.LowerRight ? width + 10 : 0;
        top -= alignment is Alignment.LowerLeft or Alignment.LowerRight ? TextSize + 4 : TextSize / 2;
        if (labels.Place([new Box(left, top, width, TextSize)]) is null)
        {
            return;
        }

        var text = plot.Add.Text(label, px, py);
        (text.LabelAlignment, text.LabelFontColor, text.LabelFontSize) = (alignment, Colors.Black, TextSize);
        (text.OffsetX, text.OffsetY) = (alignment is Alignment.MiddleRight or Alignment.LowerRight ? -5 : 5, alignment is Alignment.LowerLeft or Alignment.LowerRight ? -4 : 0);
    }
}
