using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Sweeps;

namespace Simulator.Reporting.Charts;

/// <summary>The best of an objective over the two parameters that matter most, with contours of how far from the best.</summary>
public static class SweepHeatMap
{
    private const int LeastForContours = 4;
    private static readonly double[] Distances = [0.05, 0.1, 0.25, 0.5, 1];

    /// <summary>Draws the first objective of a sweep.</summary>
    /// <param name="view">The sweep.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where fewer than two parameters vary.</returns>
    public static Figure? Of(SweepView view, string id)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Map is not { } map)
        {
            return null;
        }

        var points = view.Points;
        var objective = points.Objectives[0];
        var values = points.Numbers(objective);
        var (x, y) = (points.Levels(map.X), points.Levels(map.Y));
        var (columns, rows) = (x.Names.Count, y.Names.Count);
        var best = Enumerable.Repeat(-1, columns * rows).ToArray();
        foreach (var cell in view.Feasible.GroupBy(i => Place(x.Codes[i], y.Codes[i])))
        {
            best[cell.Key] = view.Best(cell);
        }

        var known = best.Where(b => b >= 0).Select(b => values[b]).ToArray();
        double[] shown = [.. best.Select(b => b >= 0 ? values[b] : double.NaN)];
        var (name, unit, least) = (points.Columns[objective].Name, points.Columns[objective].Unit, points.LeastIsBest(objective));
        List<Layer> layers =
        [
            new HeatLayer(columns, shown, [.. best.Select(b => b >= 0 ? view.RowOf[b] : -1)], unit)
            {
                Name = $"best {name}", LeastIsBest = least, MissingName = "no design fits", IsLogarithmic = SweepAxes.IsWide(known),
            },
        ];
        var top = least ? known.Min() : known.Max();
        if (top > 0 && Math.Min(columns, rows) >= LeastForContours && x.Values.Concat(y.Values).All(double.IsFinite))
        {
            layers.AddRange(Distances.SelectMany(d => Contour.Of(shown, columns, least ? top * (1 + d) : top / (1 + d))
                .Select(line => new LineLayer(line.X, line.Y)
                {
                    Style = Layer.Ink,
                    IsThin = true,
                    Label = $"{Wording.Percent(d)} from the best",
                })));
        }

        var at = view.Best(view.Feasible);
        return new Figure(
            id, $"Best {name} over {points.Columns[map.X].Name} and {points.Columns[map.Y].Name}",
            $"Heat map: for each {points.Columns[map.X].Name} across and {points.Columns[map.Y].Name} down the best {name} over all other parameters. " +
            $"The best is {SiFormat.Of(values[at], unit)} at {x.Names[x.Codes[at]]} and {y.Names[y.Codes[at]]}.",
            Axis.Of(points.Columns[map.X].Name, x.Names), Axis.Of(points.Columns[map.Y].Name, [.. y.Names.Reverse()]), layers, view.Table)
        {
            Note = layers.Count > 1 ? "Lines join designs equally far from the best of all; they do not follow the filter." : null,
            Filter = new FilterPlan(
                [.. points.Filters.Select(f => points.Columns[f].Name)], name, least, points.Columns[map.X].Name, points.Columns[map.Y].Name)
            {
                Counts = view.Kept.Where(points.IsFeasible).Select(i => view.RowOf[i]).ToHashSet(),
                Across = LevelTexts(points, map.X, x.Codes),
                Down = [.. LevelTexts(points, map.Y, y.Codes).Reverse()],
            },
        };

        // The largest value is the top row, as on an axis.
        int Place(int column, int row) => (rows - 1 - row) * columns + column;
    }

    private static string[] LevelTexts(SweepPoints points, int column, IReadOnlyList<int> codes)
    {
        var texts = new string[codes.Max() + 1];
        for (var i = 0; i < codes.Count; i++)
        {
            texts[codes[i]] ??= points.Table.Columns[column].Numbers is { } n ? n[i].ToString("R") : points.Table.Columns[column].Texts![i];
        }

        return texts;
    }
}
