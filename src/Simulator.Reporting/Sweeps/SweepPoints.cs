using System.Collections.Immutable;
using Simulator.Exploration.Results;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Sweeps;

/// <summary>The points of a sweep, column by column.</summary>
/// <param name="Columns">What the columns are.</param>
/// <param name="Table">Their values, in the same order.</param>
public sealed record SweepPoints(ImmutableArray<PointColumn> Columns, DataTable Table)
{
    private const int MostFilterValues = 24;

    /// <summary>How many points there are.</summary>
    public int Count => Table.Rows;

    /// <summary>The parameters' places: columns that take two values or more and do not follow from one before them.</summary>
    public IReadOnlyList<int> Parameters { get; } = Independent(
        Table, [.. Columns.Select((c, i) => (c, i)).Where(c => c.c.Role == ColumnRole.Parameter && Distinct(Table.Columns[c.i]) > 1).Select(c => c.i)]);

    /// <summary>The parameters that a page can filter by: those with few values.</summary>
    public IReadOnlyList<int> Filters => [.. Parameters.Where(p => Distinct(Table.Columns[p]) <= MostFilterValues)];

    /// <summary>The objectives' places; without any, the first two metrics, as if less were better.</summary>
    public IReadOnlyList<int> Objectives { get; } =
        Columns.Any(c => c is { Role: ColumnRole.Metric, Objective: not null })
            ? [.. Columns.Select((c, i) => (c, i)).Where(c => c.c is { Role: ColumnRole.Metric, Objective: not null, IsNumber: true }).Select(c => c.i)]
            : [.. Columns.Select((c, i) => (c, i)).Where(c => c.c is { Role: ColumnRole.Metric, IsNumber: true }).Take(2).Select(c => c.i)];

    /// <summary>The numbers of a column of numbers.</summary>
    /// <param name="column">Its place.</param>
    /// <returns>The numbers.</returns>
    public IReadOnlyList<double> Numbers(int column) => Table.Columns[column].Numbers ?? throw new ArgumentOutOfRangeException(nameof(column), column,
        "holds text");

    /// <summary>Whether less is better in an objective.</summary>
    /// <param name="column">Its place.</param>
    /// <returns>True unless more is.</returns>
    public bool LeastIsBest(int column) => Columns[column].Objective != Goal.Maximise;

    /// <summary>Whether a point can be built and run, and has all objectives.</summary>
    /// <param name="point">Its row.</param>
    /// <returns>True where it counts.</returns>
    public bool IsFeasible(int point)
    {
        for (var c = 0; c < Columns.Length; c++)
        {
            if (Columns[c].Role == ColumnRole.Status && Table.Columns[c].Texts is { } status && status[point] != "ok")
            {
                return false;
            }
        }

        foreach (var objective in Objectives)
        {
            if (!double.IsFinite(Numbers(objective)[point]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The values of a parameter in order, with the code of each point's value.</summary>
    /// <param name="column">The parameter's place.</param>
    /// <returns>The values as figures name them, their numbers (not numbers for text), and for each point the place of its value.</returns>
    public (IReadOnlyList<string> Names, IReadOnlyList<double> Values, IReadOnlyList<int> Codes) Levels(int column) =>
        ParameterLevels.Of(Table.Columns[column]);

    private static List<int> Independent(DataTable table, int[] candidates)
    {
        List<(int Place, IReadOnlyList<int> Codes)> kept = [];
        foreach (var place in candidates)
        {
            var codes = ParameterLevels.Of(table.Columns[place]).Codes;
            if (!kept.Exists(k => Follows(codes, k.Codes)))
            {
                kept.Add((place, codes));
            }
        }

        return [.. kept.Select(k => k.Place)];
    }

    // Whether each value of one column goes with a single value of the other.
    private static bool Follows(IReadOnlyList<int> codes, IReadOnlyList<int> from)
    {
        var value = new Dictionary<int, int>();
        for (var i = 0; i < codes.Count; i++)
        {
            if (value.TryGetValue(from[i], out var known) && known != codes[i])
            {
                return false;
            }

            value[from[i]] = codes[i];
        }

        return value.Count < codes.Count;
    }

    private static int Distinct(DataColumn column) => column.Numbers is { } numbers ? numbers.Distinct().Take(MostFilterValues * 8).Count()
        : column.Texts!.Distinct().Take(MostFilterValues * 8).Count();
}
