namespace Simulator.Reporting.Figures;

/// <summary>How a page filters a figure by the columns of its table.</summary>
/// <param name="Columns">The columns to filter by.</param>
/// <param name="Best">The column that a heat map shows the best of; null in other figures.</param>
/// <param name="LeastIsBest">Whether the least of <paramref name="Best"/> is the best.</param>
/// <param name="X">The column across, of a heat map; null in other figures.</param>
/// <param name="Y">The column down, of a heat map; null in other figures.</param>
public sealed record FilterPlan(IReadOnlyList<string> Columns, string? Best = null, bool LeastIsBest = true, string? X = null, string? Y = null)
{
    /// <summary>For a front: whether less is better across.</summary>
    public bool LeastIsBestX { get; init; } = true;

    /// <summary>For a heat map: the values of <see cref="X"/> in the order of its columns, as the page's data writes them.</summary>
    public IReadOnlyList<string> Across { get; init; } = [];

    /// <summary>For a heat map: the values of <see cref="Y"/> in the order of its rows.</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>For a heat map: rows of the table that count.</summary>
    public IReadOnlySet<int> Counts { get; init; } = new HashSet<int>();

    /// <summary>For a front: whether less is better up.</summary>
    public bool LeastIsBestY { get; init; } = true;
}
