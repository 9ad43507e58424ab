namespace Simulator.Reporting.Sweeps;

/// <summary>
/// Chooses the points that a page holds: the Pareto set and tied groups, the ends of every objective, and for each value of each parameter the front and the
/// best that filtering by it would show, so that a filter on one parameter shows what all points would show. Room that is left goes to points that fill
/// the plane.
/// </summary>
public static class SweepThinning
{
    /// <summary>About how many points a page holds.</summary>
    public const int Target = 5000;

    /// <summary>Chooses.</summary>
    /// <param name="points">The sweep.</param>
    /// <param name="marked">Rows that must stay: the Pareto set and tied groups.</param>
    /// <param name="map">The two parameters of the heat map, if there is one.</param>
    /// <param name="target">About how many to keep.</param>
    /// <returns>Rows in ascending order; all of them where they are at most <paramref name="target"/>.</returns>
    public static IReadOnlyList<int> Keep(SweepPoints points, IEnumerable<int> marked, (int X, int Y)? map, int target = Target)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count <= target)
        {
            return [.. Enumerable.Range(0, points.Count)];
        }

        int[] feasible = [.. Enumerable.Range(0, points.Count).Where(points.IsFeasible)];
        var kept = new HashSet<int>(marked);
        Slice(points, feasible, kept);
        var filters = points.Filters.Select(f => points.Levels(f).Codes).ToArray();
        foreach (var codes in filters)
        {
            foreach (var slice in feasible.GroupBy(i => codes[i]))
            {
                Slice(points, slice, kept);
            }
        }

        if (map is { } axes && points.Objectives.Count > 0)
        {
            Cells(points, feasible, axes, filters, kept);
        }

        Fill(points, feasible, kept, target);
        return [.. kept.Order()];
    }

    private static void Slice(SweepPoints points, IEnumerable<int> rows, HashSet<int> kept)
    {
        int[] all = [.. rows];
        if (all.Length == 0)
        {
            return;
        }

        foreach (var objective in points.Objectives)
        {
            var values = points.Numbers(objective);
            kept.Add(all.MinBy(i => values[i]));
            kept.Add(all.MaxBy(i => values[i]));
        }

        if (points.Objectives is [var x, var y, ..])
        {
            kept.UnionWith(ParetoFront.Of(all, points.Numbers(x), points.LeastIsBest(x), points.Numbers(y), points.LeastIsBest(y)));
        }
    }

    // The best of every cell, and of every cell within each value of each other parameter.
    private static void Cells(SweepPoints points, int[] feasible, (int X, int Y) map, IReadOnlyList<int>[] filters, HashSet<int> kept)
    {
        var objective = points.Objectives[0];
        var (values, sign) = (points.Numbers(objective), points.LeastIsBest(objective) ? 1 : -1);
        IReadOnlyList<int> x = points.Levels(map.X).Codes, y = points.Levels(map.Y).Codes;
        foreach (var other in filters.Append(new int[points.Count]))
        {
            var best = new Dictionary<(int, int, int), int>();
            foreach (var i in feasible)
            {
                var cell = (x[i], y[i], other[i]);
                if (!best.TryGetValue(cell, out var now) || sign * values[i] < sign * values[now])
                {
                    best[cell] = i;
                }
            }

            kept.UnionWith(best.Values);
        }
    }

    private static void Fill(SweepPoints points, int[] feasible, HashSet<int> kept, int target)
    {
        if (points.Objectives is not [var x, var y, ..] || kept.Count >= target)
        {
            return;
        }

        var (px, py) = (Places(points.Numbers(x), feasible), Places(points.Numbers(y), feasible));
        for (var cells = 24; cells <= 400; cells = cells * 5 / 4)
        {
            var seen = new HashSet<(int, int)>();
            var added = feasible.Where(i => !kept.Contains(i) && seen.Add(((int)(px(i) * cells), (int)(py(i) * cells)))).ToArray();
            if (kept.Count + added.Length > target)
            {
                return;
            }

            if (cells * 5 / 4 > 400 || Next(cells * 5 / 4) > target)
            {
                kept.UnionWith(added);
                return;
            }
        }

        int Next(int cells)
        {
            var seen = new HashSet<(int, int)>();
            return kept.Count + feasible.Count(i => !kept.Contains(i) && seen.Add(((int)(px(i) * cells), (int)(py(i) * cells))));
        }
    }

    // Ranks rather than values: dense regions get points too.
    private static Func<int, double> Places(IReadOnlyList<double> values, int[] rows)
    {
        double low = rows.Min(i => values[i]), high = rows.Max(i => values[i]);
        var logarithmic = low > 0 && high / low > 30;
        return i => high > low ? logarithmic ? Math.Log(values[i] / low) / Math.Log(high / low) : (values[i] - low) / (high - low) : 0;
    }
}
