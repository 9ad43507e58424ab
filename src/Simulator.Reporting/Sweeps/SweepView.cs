using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Sweeps;

/// <summary>A sweep as a page shows it: the points kept, the Pareto set, and the parameters that matter most.</summary>
public sealed class SweepView
{
    /// <summary>Chooses what to show.</summary>
    /// <param name="points">All points.</param>
    /// <param name="answers">What the run found; null to find the front of two objectives here.</param>
    public SweepView(SweepPoints points, SweepAnswers? answers)
    {
        ArgumentNullException.ThrowIfNull(points);
        Points = points;
        Feasible = [.. Enumerable.Range(0, points.Count).Where(points.IsFeasible)];
        Pareto = Rows(answers?.Pareto?.Designs.Select(d => d.Point) ?? []);
        Tied = Rows(answers is { Top: [{ Designs: [var best, var next, ..] designs }, ..] } && best.TieGroup == next.TieGroup
            ? designs.Where(d => d.TieGroup == best.TieGroup).Select(d => d.Point) : []);
        if (Pareto.Count == 0 && points.Objectives is [var x, var y, ..])
        {
            Pareto = [.. ParetoFront.Of(Feasible, points.Numbers(x), points.LeastIsBest(x), points.Numbers(y), points.LeastIsBest(y))];
        }

        Influential = points.Objectives.Count > 0 && Feasible.Count > 0
            ? [.. points.Parameters.Where(p => points.Levels(p).Names.Count <= MostLevels).OrderByDescending(Effect)]
            : [];
        Map = Influential.Where(p => points.Levels(p).Names.Count <= MostCells).Take(2).ToArray() is [var first, var second] ? (first, second) : null;
        Kept = SweepThinning.Keep(points, Pareto.Concat(Tied), Map);
        RowOf = Kept.Select((point, row) => (point, row)).ToDictionary(p => p.point, p => p.row);
        Table = new DataTable([.. points.Table.Columns.Select(c => c.Numbers is { } numbers
            ? DataColumn.Of(c.Name, c.Unit, Kept.Select(i => numbers[i]))
            : DataColumn.Of(c.Name, Kept.Select(i => c.Texts![i])))]);
    }

    private const int MostLevels = 400;
    private const int MostCells = 32;

    /// <summary>All points.</summary>
    public SweepPoints Points { get; }

    /// <summary>Rows that can be built and run.</summary>
    public IReadOnlyList<int> Feasible { get; }

    /// <summary>Rows of the Pareto set.</summary>
    public IReadOnlyList<int> Pareto { get; }

    /// <summary>Rows of the tied group.</summary>
    public IReadOnlyList<int> Tied { get; }

    /// <summary>Parameters whose values recur, the one with the largest effect on the first objective first.</summary>
    public IReadOnlyList<int> Influential { get; }

    /// <summary>The parameters of the heat map; null where there are fewer than two.</summary>
    public (int X, int Y)? Map { get; }

    /// <summary>Rows that the page holds.</summary>
    public IReadOnlyList<int> Kept { get; }

    /// <summary>The place of a kept row in <see cref="Table"/>.</summary>
    public IReadOnlyDictionary<int, int> RowOf { get; }

    /// <summary>The kept points.</summary>
    public DataTable Table { get; }

    /// <summary>How the points were thinned, in one sentence; null where all are there.</summary>
    public string? Thinning => Kept.Count == Points.Count
        ? null
        : $"{Kept.Count:#,0} of {Points.Count:#,0} points are in this page: the Pareto set and ties, the ends of each objective, and for each value of " +
            $"each parameter its own front " +
            "and the best of each cell; the others fill the plane. A filter on one parameter shows what all points would; on several, what these points do.";

    /// <summary>The best of some rows in the first objective.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The row; −1 where there is none.</returns>
    public int Best(IEnumerable<int> rows)
    {
        var objective = Points.Objectives[0];
        var (values, sign) = (Points.Numbers(objective), Points.LeastIsBest(objective) ? 1 : -1);
        return rows.DefaultIfEmpty(-1).MinBy(i => i < 0 ? double.PositiveInfinity : sign * values[i]);
    }

    private IReadOnlyList<int> Rows(IEnumerable<long> ids)
    {
        var index = Points.Columns.Select((c, i) => (c, i)).FirstOrDefault(c => c.c.Role == ColumnRole.Index && c.c.IsNumber);
        var wanted = ids.ToHashSet();
        return wanted.Count == 0 ? [] : index.c is null
            ? [.. wanted.Where(i => i >= 0 && i < Points.Count).Select(i => (int)i).Order()]
            : [.. Enumerable.Range(0, Points.Count).Where(i => wanted.Contains((long)Points.Numbers(index.i)[i]))];
    }

    // How far the best of one value is from the best of another.
    private double Effect(int parameter)
    {
        var codes = Points.Levels(parameter).Codes;
        var values = Points.Numbers(Points.Objectives[0]);
        var best = Feasible.GroupBy(i => codes[i]).Select(g => values[Best(g)]).ToArray();
        return best.Min() > 0 ? best.Max() / best.Min() : best.Max() - best.Min() + 1;
    }
}
