namespace Simulator.Reporting.Figures;

/// <summary>A figure: axes, what is drawn between them, and the data behind it. It knows nothing of how it is drawn.</summary>
/// <param name="Id">A short name of letters, digits and hyphens, unique in a report: file names and anchors are made from it.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">The same for a reader who does not see it: what the axes are and what stands out.</param>
/// <param name="X">The axis across.</param>
/// <param name="Y">The axis up; categories run from the top.</param>
/// <param name="Layers">What is drawn, from the back to the front.</param>
/// <param name="Table">The data.</param>
public sealed record Figure(string Id, string Title, string Description, Axis X, Axis Y, IReadOnlyList<Layer> Layers, DataTable Table)
{
    /// <summary>What a reader must know beside the figure, such as how it was thinned; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The plot's height over its width on a wide page.</summary>
    public double Aspect { get; init; } = 0.56;

    /// <summary>How a page may filter it; null where it is not filtered.</summary>
    public FilterPlan? Filter { get; init; }
}
