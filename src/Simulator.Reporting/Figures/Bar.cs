namespace Simulator.Reporting.Figures;

/// <summary>A bar, or a segment of a stacked one.</summary>
/// <param name="Category">Its place on the category axis, from 0.</param>
/// <param name="From">Where it begins on the value axis.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Row">The row of the figure's table behind it.</param>
/// <param name="Label">Text in it or at its end where there is room; null for none.</param>
public sealed record Bar(double Category, double From, double To, int Row, string? Label = null)
{
    /// <summary>The lower end of the interval of <see cref="To"/>; null for none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of the interval of <see cref="To"/>; null for none.</summary>
    public double? High { get; init; }
}
