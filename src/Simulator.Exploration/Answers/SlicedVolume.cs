namespace Simulator.Exploration.Answers;

/// <summary>
/// Exact hypervolumes: a sort for two objectives, a sweep with a staircase for three (Beume, Fonseca, López-Ibáñez, Paquete and Vahrenhold, "On the Complexity
/// of
/// Computing the Hypervolume Indicator", IEEE Trans. Evol. Comput. 13(5), 2009), slices of exclusive volumes for more (While, Bradstreet and Barone, "A Fast
/// Way of
/// Calculating Exact Hypervolumes", IEEE Trans. Evol. Comput. 16(1), 2012). Less is better.
/// </summary>
internal static class SlicedVolume
{
    internal static double Of(double[][] points, double[] reference) => Of(points, reference, reference.Length);

    private static double Of(double[][] points, double[] reference, int objectives) => objectives switch
    {
        1 => reference[0] - points.Min(point => point[0]),
        2 => Area(points, reference),
        3 => Volume(points, reference),
        _ => Slices(points, reference, objectives),
    };

    private static double Area(double[][] points, double[] reference)
    {
        var (area, height) = (0.0, reference[1]);
        foreach (var point in points.OrderBy(point => point[0]))
        {
            if (point[1] < height)
            {
                area += (reference[0] - point[0]) * (height - point[1]);
                height = point[1];
            }
        }

        return area;
    }

    // Sweeps along the third objective; the staircase of the points passed so far rises in the first objective and falls in the second.
    private static double Volume(double[][] points, double[] reference)
    {
        var stairs = new List<(double X, double Y)>();
        var (volume, area, last) = (0.0, 0.0, 0.0);
        foreach (var point in points.OrderBy(point => point[2]))
        {
            volume += area * (point[2] - last);
            last = point[2];
            area += Climb(stairs, point[0], point[1], reference);
        }

        return volume + area * (reference[2] - last);
    }

    // Adds a step to the staircase, drops those that it covers, and returns the area gained.
    private static double Climb(List<(double X, double Y)> stairs, double x, double y, double[] reference)
    {
        var place = stairs.BinarySearch((x, double.NegativeInfinity));
        place = place < 0 ? ~place : place;
        var height = place > 0 ? stairs[place - 1].Y : reference[1];
        if (height <= y)
        {
            return 0;
        }

        var (gained, left, end) = (0.0, x, place);
        while (end < stairs.Count && stairs[end].Y >= y)
        {
            gained += (stairs[end].X - left) * (height - y);
            (left, height) = stairs[end++];
        }

        var right = end < stairs.Count ? stairs[end].X : reference[0];
        gained += (right - left) * (height - y);
        stairs.RemoveRange(place, end - place);
        stairs.Insert(place, (x, y));
        return gained;
    }

    // Worst last objective first: what a point adds to all later ones lies between its own last objective and the reference, where theirs does not matter any
    // more.
    private static double Slices(double[][] points, double[] reference, int objectives)
    {
        var last = objectives - 1;
        var order = points.OrderByDescending(point => point[last]).ToArray();
        var volume = 0.0;
        for (var k = 0; k < order.Length; k++)
        {
            var point = order[k];
            var whole = 1.0;
            for (var m = 0; m < last; m++)
            {
                whole *= reference[m] - point[m];
            }

            var shared = Limited(order.AsSpan(k + 1), point, last);
            volume += (reference[last] - point[last]) * (whole - (shared.Length > 0 ? Of(shared, reference, last) : 0));
        }

        return volume;
    }

    // What other points share with one: each limited to be no better than it, and of those only the ones that no other covers.
    private static double[][] Limited(ReadOnlySpan<double[]> others, double[] point, int objectives)
    {
        var kept = new List<double[]>();
        foreach (var other in others)
        {
            var limited = new double[objectives];
            for (var m = 0; m < objectives; m++)
            {
                limited[m] = Math.Max(other[m], point[m]);
            }

            if (!kept.Exists(k => Covers(k, limited)))
            {
                kept.RemoveAll(k => Covers(limited, k));
                kept.Add(limited);
            }
        }

        return [.. kept];
    }

    private static bool Covers(double[] one, double[] other)
    {
        for (var m = 0; m < one.Length; m++)
        {
            if (one[m] > other[m])
            {
                return false;
            }
        }

        return true;
    }
}
