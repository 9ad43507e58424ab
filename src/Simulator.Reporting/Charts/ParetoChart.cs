using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Sweeps;

namespace Simulator.Reporting.Charts;

/// <summary>The Pareto front of two objectives, with dominated points and the tied group.</summary>
public static class ParetoChart
{
    private const int Dominated = 6;

    /// <summary>Draws two objectives of a sweep.</summary>
    /// <param name="view">The sweep.</param>
    /// <param name="x">The objective across.</param>
    /// <param name="y">The objective up.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no point can be built.</returns>
    public static Figure? Of(SweepView view, int x, int y, string id)
    {
        ArgumentNullException.ThrowIfNull(view);
        var points = view.Points;
        var feasible = view.Kept.Where(points.IsFeasible).ToArray();
        if (feasible.Length == 0)
        {
            return null;
        }

        IReadOnlyList<double> across = points.Numbers(x), up = points.Numbers(y);
        var front = ParetoFront.Of(view.Feasible, across, points.LeastIsBest(x), up, points.LeastIsBest(y));
        var best = view.Pareto.Concat(front).ToHashSet();
        var tied = view.Tied.ToHashSet();
        List<Layer> layers =
        [
            Scatter(feasible.Where(i => !best.Contains(i) && !tied.Contains(i)), "dominated") with { Style = Dominated, IsMuted = true },
            new LineLayer([.. front.Select(i => across[i])], [.. front.Select(i => up[i])]) { Style = 0, Shape = LineShape.Step, IsFront = true,
                Name = "front" },
        ];
        if (tied.Count > 0)
        {
            layers.Add(Scatter(feasible.Where(tied.Contains), "tied with the best") with { Style = 1, IsHollow = true });
        }

        layers.Add(Scatter(feasible.Where(best.Contains), points.Objectives.Count > 2 ? $"Pareto set of all {points.Objectives.Count} objectives"
            : "Pareto set") with
        { Style = 0 });
        var (a, b) = (points.Columns[x], points.Columns[y]);
        return new Figure(
            id, $"Pareto front: {b.Name} over {a.Name}",
            $"Scatter of {b.Name} over {a.Name} with the front as a step line. The front holds {front.Count} of {view.Feasible.Count:#,0} points that can " +
                $"be built, " +
            $"from {SiFormat.Of(across[front[0]], a.Unit)} with {SiFormat.Of(up[front[0]], b.Unit)} to {SiFormat.Of(across[front[^1]], a.Unit)} with " +
                $"{SiFormat.Of(up[front[^1]], b.Unit)}.",
            SweepAxes.Of(points, x, feasible.Select(i => across[i])), SweepAxes.Of(points, y, feasible.Select(i => up[i])), layers, view.Table)
        {
            Aspect = 0.64,
            Note = view.Thinning,
            Filter = new FilterPlan([.. points.Filters.Select(f => points.Columns[f].Name)])
            {
                LeastIsBestX = points.LeastIsBest(x),
                LeastIsBestY = points.LeastIsBest(y)
            },
        };

        ScatterLayer Scatter(IEnumerable<int> rows, string name)
        {
            int[] all = [.. rows];
            return new ScatterLayer([.. all.Select(i => across[i])], [.. all.Select(i => up[i])], [.. all.Select(i => view.RowOf[i])]) { Name = name };
        }
    }
}
