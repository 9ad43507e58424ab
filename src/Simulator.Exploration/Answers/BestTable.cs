namespace Simulator.Exploration.Answers;

/// <summary>Rows with the best design so far by each objective; of equal ones the lowest point number. Values are turned so that less is better.</summary>
internal sealed class BestTable
{
    private readonly int objectives;
    private readonly double[] values;
    private readonly long[] points;

    internal BestTable(int rows, int objectives)
    {
        this.objectives = objectives;
        values = new double[rows * objectives];
        points = new long[rows * objectives];
        Array.Fill(values, double.PositiveInfinity);
        Array.Fill(points, long.MaxValue);
    }

    internal void Add(int row, long index, ReadOnlySpan<double> turned)
    {
        var best = values.AsSpan(row * objectives, objectives);
        for (var m = 0; m < best.Length; m++)
        {
            if (turned[m] <= best[m])
            {
                Offer(row * objectives + m, index, turned[m]);
            }
        }
    }

    /// <summary>Takes over what is better in a row of another table.</summary>
    internal void Add(int row, BestTable other, int otherRow)
    {
        for (var m = 0; m < objectives; m++)
        {
            Offer(row * objectives + m, other.points[otherRow * objectives + m], other.values[otherRow * objectives + m]);
        }
    }

    internal void Add(BestTable other)
    {
        for (var place = 0; place < values.Length; place++)
        {
            Offer(place, other.points[place], other.values[place]);
        }
    }

    internal BestDesign? Best(int row, int objective, Orientation orientation)
    {
        var place = row * objectives + objective;
        return points[place] == long.MaxValue ? null : new BestDesign(points[place], orientation.Turn(objective, values[place]));
    }

    private void Offer(int place, long index, double value)
    {
        if (value < values[place] || (value == values[place] && index < points[place]))
        {
            (values[place], points[place]) = (value, index);
        }
    }
}
