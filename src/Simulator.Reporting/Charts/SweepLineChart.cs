using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Sweeps;

namespace Simulator.Reporting.Charts;

/// <summary>An objective over one parameter: the best, the median and where 80 % of the designs lie.</summary>
public static class SweepLineChart
{
    /// <summary>Draws the first objective over a parameter.</summary>
    /// <param name="view">The sweep.</param>
    /// <param name="parameter">The parameter's place.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no point can be built.</returns>
    public static Figure? Of(SweepView view, int parameter, string id)
    {
        ArgumentNullException.ThrowIfNull(view);
        var points = view.Points;
        var objective = points.Objectives[0];
        var values = points.Numbers(objective);
        var levels = points.Levels(parameter);
        var groups = view.Feasible.GroupBy(i => levels.Codes[i]).OrderBy(g => g.Key)
            .Select(g => (Level: g.Key, Sorted: g.Select(i => values[i]).Order().ToArray())).ToArray();
        if (groups.Length == 0)
        {
            return null;
        }

        var least = points.LeastIsBest(objective);
        var numeric = levels.Values.All(double.IsFinite) && levels.Values.Count > 3;
        double[] x = [.. groups.Select(g => numeric ? levels.Values[g.Level] : g.Level)];
        double[] best = [.. groups.Select(g => least ? g.Sorted[0] : g.Sorted[^1])];
        double[] median = [.. groups.Select(g => Quantile(g.Sorted, 0.5))], low = [.. groups.Select(g => Quantile(g.Sorted, 0.1))],
            high = [.. groups.Select(g => Quantile(g.Sorted, 0.9))];
        var rows = Enumerable.Range(0, groups.Length).ToArray();
        var (name, parameterName) = (points.Columns[objective].Name, points.Columns[parameter].Name);
        var unit = points.Columns[parameter].Unit;
        var axis = numeric ? new Axis(parameterName, unit, SweepAxes.IsWide(levels.Values.ToArray()) ? AxisScale.Log2 : AxisScale.Linear)
            : Axis.Of(parameterName, levels.Names);
        var at = least ? Array.IndexOf(best, best.Min()) : Array.IndexOf(best, best.Max());
        return new Figure(
            id, $"{name} over {parameterName}",
            $"Lines of the best and the median {name} of all designs at each {parameterName}, with a band of their middle 80 %. The best is " +
                $"{SiFormat.Of(best[at], points.Columns[objective].Unit)} at {levels.Names[groups[at].Level]}.",
            axis, SweepAxes.Of(points, objective, best.Concat(low).Concat(high)),
            [
                new BandLayer(x, low, high) { Style = Layer.Ink, Name = "80 % of the designs" },
                new LineLayer(x, median) { Style = 1, Name = "median" },
                    new ScatterLayer(x, median, rows) { Style = 1, Name = "median", Areas = [.. rows.Select(_ => 0.08)] },
                new LineLayer(x, best) { Style = 0, Name = "best" },
                    new ScatterLayer(x, best, rows) { Style = 0, Name = "best", Areas = [.. rows.Select(_ => 0.08)] },
            ],
            new DataTable(
            [
                numeric ? DataColumn.Of(parameterName, unit, groups.Select(g => levels.Values[g.Level]))
                    : DataColumn.Of(parameterName, groups.Select(g => levels.Names[g.Level])),
                Column("best", best), Column("10th percentile", low), Column("median", median), Column("90th percentile", high),
                DataColumn.Of("designs", "", groups.Select(g => (double)g.Sorted.Length)),
            ]))
        {
            Note = "Of all points that can be built; filters do not apply.",
        };

        DataColumn Column(string what, double[] numbers) => DataColumn.Of($"{what} {name}", points.Columns[objective].Unit, numbers);
    }

    private static double Quantile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
