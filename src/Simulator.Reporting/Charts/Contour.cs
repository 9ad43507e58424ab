namespace Simulator.Reporting.Charts;

/// <summary>Lines of equal value over a grid, by marching squares with linear interpolation (Lorensen and Cline 1987, in two dimensions).</summary>
internal static class Contour
{
    private const int ShortestLine = 3;

    /// <summary>Traces a level.</summary>
    /// <param name="values">The grid, row by row.</param>
    /// <param name="columns">Values a row.</param>
    /// <param name="level">The level.</param>
    /// <returns>Lines in the grid's coordinates; short ones are left out.</returns>
    public static IEnumerable<(double[] X, double[] Y)> Of(double[] values, int columns, double level)
    {
        var rows = values.Length / columns;
        List<LinkedList<(double X, double Y)>> lines = [];
        for (var row = 0; row + 1 < rows; row++)
        {
            for (var column = 0; column + 1 < columns; column++)
            {
                foreach (var (a, b) in Segments(values, columns, column, row, level))
                {
                    Join(lines, a, b);
                }
            }
        }

        return lines.Where(l => l.Count >= ShortestLine).Select(l => (l.Select(p => p.X).ToArray(), l.Select(p => p.Y).ToArray()));
    }

    private static IEnumerable<((double X, double Y) A, (double X, double Y) B)> Segments(double[] values, int columns, int column, int row, double level)
    {
        (int X, int Y)[] corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
        var v = corners.Select(c => values[c.Y * columns + c.X]).ToArray();
        if (v.Any(x => !double.IsFinite(x)))
        {
            yield break;
        }

        List<(double X, double Y)> crossings = [];
        for (var i = 0; i < 4; i++)
        {
            var j = (i + 1) % 4;
            if (v[i] < level != v[j] < level)
            {
                var t = (level - v[i]) / (v[j] - v[i]);
                crossings.Add((corners[i].X + t * (corners[j].X - corners[i].X), corners[i].Y + t * (corners[j].Y - corners[i].Y)));
            }
        }

        for (var i = 0; i + 1 < crossings.Count; i += 2)
        {
            yield return (crossings[i], crossings[i + 1]);
        }
    }

    private static void Join(List<LinkedList<(double X, double Y)>> lines, (double X, double Y) a, (double X, double Y) b)
    {
        var first = lines.Find(l => Same(l.First!.Value, a) || Same(l.Last!.Value, a) || Same(l.First!.Value, b) || Same(l.Last!.Value, b));
        if (first is null)
        {
            lines.Add(new LinkedList<(double X, double Y)>([a, b]));
            return;
        }

        var end = Same(first.First!.Value, a) || Same(first.Last!.Value, a) ? b : a;
        var start = end == b ? a : b;
        var atStart = Same(first.First!.Value, start);
        _ = atStart ? first.AddFirst(end) : first.AddLast(end);
        // The new end may meet another line.
        var other = lines.Find(l => l != first && (Same(l.First!.Value, end) || Same(l.Last!.Value, end)));
        if (other is not null)
        {
            lines.Remove(other);
            IEnumerable<(double X, double Y)> rest = Same(other.First!.Value, end) ? other.Skip(1) : other.Reverse().Skip(1);
            foreach (var point in rest)
            {
                _ = atStart ? first.AddFirst(point) : first.AddLast(point);
            }
        }
    }

    private static bool Same((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < 1e-9 && Math.Abs(a.Y - b.Y) < 1e-9;
}
