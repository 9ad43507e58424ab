using System.Collections.Immutable;
using Simulator.Exploration.Results;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Reports;

/// <summary>What a report says, before it is laid out.</summary>
/// <param name="Title">One line.</param>
/// <param name="Answer">The answer in two sentences.</param>
/// <param name="Sections">What follows.</param>
/// <param name="Manifest">Where it comes from.</param>
public sealed record Report(string Title, string Answer, ImmutableArray<ReportSection> Sections, RunManifest Manifest)
{
    /// <summary>All figures, in order.</summary>
    public IEnumerable<Figure> Figures => Sections.SelectMany(s => s.Figures);
}
