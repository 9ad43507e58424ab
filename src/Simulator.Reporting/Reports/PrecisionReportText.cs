using System.Collections.Immutable;
using Simulator.Exploration.Results;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Precision;
using Simulator.Reporting.Scales;

namespace Simulator.Reporting.Reports;

/// <summary>What a report of a precision experiment says.</summary>
internal static class PrecisionReportText
{
    private const int MostContexts = 6;
    private const double NoFaster = 1.005;

    /// <summary>Puts the report together.</summary>
    public static Report Of(RunManifest manifest, ImmutableArray<PrecisionResult> rows)
    {
        rows = Named(rows);
        var groups = rows.GroupBy(r => r.Context).Take(MostContexts).Select(g => g.ToArray()).ToArray();
        var isCache = double.IsFinite(rows[0].Context);
        var suffixes = groups.Select(g => groups.Length > 1 ? FormattableString.Invariant($"-{g[0].Context:0}") : "").ToArray();
        List<ReportSection> sections =
        [
            new ReportSection("Error against speed-up", [.. groups.Where(g => g.Any(r => double.IsFinite(r.SpeedUp))).Select((g, i) => Trade(g, isCache, $"error{suffixes[i]}"))]),
            new ReportSection("How much is lost", [.. groups.Select((g, i) => PrecisionChart.Signal(g, Subject(g, isCache), $"sqnr{suffixes[i]}"))]),
        ];
        sections.RemoveAll(s => s.Figures.Length == 0);
        sections.Add(new ReportSection("Accuracy to be expected", [])
        {
            Text =
            [
                "Errors are computed, not modelled: operands were really rounded and multiplied. They are those of one operator on the operands named above, and do " +
                    "not say what a model's answers lose (docs/precision.md). Times and energy are predictions.",
            ],
        });
        return new Report(manifest.Title, Answer(rows), [.. sections], manifest);
    }

    // A product keeps its format's name alone where it is summed in the usual way, the first one.
    private static ImmutableArray<PrecisionResult> Named(ImmutableArray<PrecisionResult> rows)
    {
        var seen = new HashSet<(string Gpu, string Format)>();
        return [.. rows.Select(r => double.IsFinite(r.Context) || !seen.Add((r.Gpu, r.Format)) ? r : r with { Way = "" })];
    }

    private static Figure Trade(PrecisionResult[] rows, bool isCache, string id)
    {
        PrecisionPoint[] points =
        [
            .. rows.Select((r, i) => (Row: r, Index: i)).Where(p => double.IsFinite(p.Row.SpeedUp)).Select(p => new PrecisionPoint(
                p.Row.Gpu, p.Row.Label, p.Row.SpeedUp, p.Row.RelativeError, p.Index)),
        ];
        return PrecisionChart.Of(points, PrecisionChart.Table(rows), id, Subject(rows, isCache));
    }

    private static string Subject(PrecisionResult[] rows, bool isCache) =>
        isCache ? $"attention over a rounded cache of {SiFormat.Number(rows[0].Context)} tokens" : "a matrix product";

    private static string Answer(ImmutableArray<PrecisionResult> rows)
    {
        var narrow = rows.Where(r => r.RelativeError > 0).ToArray();
        if (narrow.Length == 0)
        {
            return "No format loses anything.";
        }

        var (least, most) = (narrow.MinBy(r => r.RelativeError)!, narrow.MaxBy(r => r.RelativeError)!);
        var range = $"The relative error goes from {SiFormat.Number(least.RelativeError)} ({least.Label}) to {SiFormat.Number(most.RelativeError)} ({most.Label}).";
        return narrow.Where(r => double.IsFinite(r.SpeedUp)).MaxBy(r => r.SpeedUp) is not { } fastest ? range
            : fastest.SpeedUp <= NoFaster ? $"{range} No format is faster than bf16."
            : $"{range} The fastest is {fastest.Label} on {fastest.Gpu}: {SiFormat.Number(fastest.SpeedUp)} times bf16, with a relative error of {SiFormat.Number(fastest.RelativeError)}.";
    }
}
