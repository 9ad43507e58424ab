namespace Simulator.Reporting.Figures;

/// <summary>A line through points.</summary>
/// <param name="X">Values on the x axis.</param>
/// <param name="Y">Values on the y axis, as many. A value that is not finite breaks the line.</param>
public sealed record LineLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Layer
{
    /// <summary>How the points are joined.</summary>
    public LineShape Shape { get; init; }

    /// <summary>Text written at the line where there is room; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the line is thin, as a guide is.</summary>
    public bool IsThin { get; init; }

    /// <summary>Whether the line follows the front of the points that a filter leaves: the page redraws it.</summary>
    public bool IsFront { get; init; }
}
