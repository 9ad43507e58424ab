namespace Simulator.Reporting.Sweeps;

/// <summary>The points that no other point beats in two objectives.</summary>
internal static class ParetoFront
{
    /// <summary>Finds the front among some points.</summary>
    /// <param name="points">Rows that count.</param>
    /// <param name="x">The first objective of every row.</param>
    /// <param name="leastX">Whether less of it is better.</param>
    /// <param name="y">The second objective.</param>
    /// <param name="leastY">Whether less of it is better.</param>
    /// <returns>Rows of the front, the best in x first.</returns>
    public static List<int> Of(IEnumerable<int> points, IReadOnlyList<double> x, bool leastX, IReadOnlyList<double> y, bool leastY)
    {
        double sx = leastX ? 1 : -1, sy = leastY ? 1 : -1;
        int[] order = [.. points];
        Array.Sort(order, (a, b) => (sx * x[a]).CompareTo(sx * x[b]) is not 0 and var c ? c : (sy * y[a]).CompareTo(sy * y[b]) is not 0 and var d ? d
            : a.CompareTo(b));
        List<int> front = [];
        var best = double.PositiveInfinity;
        foreach (var i in order)
        {
            if (sy * y[i] < best)
            {
                best = sy * y[i];
                front.Add(i);
            }
        }

        return front;
    }
}
