namespace Simulator.Reporting.Figures;

/// <summary>Points, each with its row of the figure's table.</summary>
/// <param name="X">Values on the x axis.</param>
/// <param name="Y">Values on the y axis, as many.</param>
/// <param name="Rows">The row of the figure's table behind each point, as many.</param>
public sealed record ScatterLayer(IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<int> Rows) : Layer
{
    /// <summary>Areas relative to the largest, from 0 to 1, as many as points; null for one size.</summary>
    public IReadOnlyList<double>? Areas { get; init; }

    /// <summary>Lower ends of vertical intervals, as many as points; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of vertical intervals, as many as points; null for none.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Names written beside the points where there is room; null for none. An empty name is left out.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Whether the markers are drawn as outlines.</summary>
    public bool IsHollow { get; init; }
}
