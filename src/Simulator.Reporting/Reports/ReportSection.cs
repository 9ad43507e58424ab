using System.Collections.Immutable;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Reports;

/// <summary>A part of a report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Figures">Its figures.</param>
public sealed record ReportSection(string Title, ImmutableArray<Figure> Figures)
{
    /// <summary>Paragraphs before the figures.</summary>
    public ImmutableArray<string> Text { get; init; } = [];

    /// <summary>A table that stands by itself; null for none.</summary>
    public DataTable? Table { get; init; }
}
