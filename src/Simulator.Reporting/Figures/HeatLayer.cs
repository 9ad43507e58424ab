namespace Simulator.Reporting.Figures;

/// <summary>A heat map over two category axes.</summary>
/// <param name="Columns">Categories on the x axis.</param>
/// <param name="Values">The values, row by row from the top, <paramref name="Columns"/> a row; a value that is not finite is hatched.</param>
/// <param name="Rows">The row of the figure's table behind each cell, as many; −1 for none.</param>
/// <param name="Unit">The SI unit of the values.</param>
public sealed record HeatLayer(int Columns, IReadOnlyList<double> Values, IReadOnlyList<int> Rows, string Unit) : Layer
{
    /// <summary>Whether colours follow the values' logarithms; values are above 0 then.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>What a hatched cell means, for the legend.</summary>
    public string MissingName { get; init; } = "no value";

    /// <summary>Whether the least value is the best, so that it takes the strong end of the colours.</summary>
    public bool LeastIsBest { get; init; }
}
