using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Sweeps;

namespace Simulator.Reporting.Reports;

/// <summary>What a report of a sweep says.</summary>
internal static class SweepReportText
{
    private const int MostLines = 3;
    private const int TopRows = 15;

    /// <summary>Puts the report together.</summary>
    public static Report Of(RunManifest manifest, SweepPoints points, SweepAnswers? answers)
    {
        var view = new SweepView(points, answers);
        var objectives = points.Objectives;
        List<ReportSection> sections = [];
        if (view.Feasible.Count > 0 && objectives.Count > 0)
        {
            List<Figure?> fronts = [];
            for (var i = 1; i < objectives.Count; i++)
            {
                fronts.Add(ParetoChart.Of(view, objectives[0], objectives[i], objectives.Count == 2 ? "pareto" : $"pareto-{i}"));
            }

            sections.Add(new ReportSection("Which designs are best", [.. fronts.Append(SweepHeatMap.Of(view, "map")).OfType<Figure>()]));
            var effects = answers is null ? null : EffectChart.Of(answers, "effects");
            sections.Add(new ReportSection("What each parameter does",
                [.. new[] { effects }.OfType<Figure>(), .. view.Influential.Take(MostLines).Select((p, i) => SweepLineChart.Of(view, p, $"line-{i + 1}"))
                .OfType<Figure>()]));
            sections.RemoveAll(s => s.Figures.Length == 0);
            sections.Add(answers is { Top: [{ Designs.Length: > 0 } top, ..] }
                ? new ReportSection("The best designs", [])
                {
                    Text = [$"The best by {top.Objective}. Designs of one tie group are not told apart by the " +
                        $"model{(top.TiesGoOn ? "; more than are listed may be tied with the best" : "")}."],
                    Table = SweepAnswerTables.Top(answers),
                }
                : Top(view));
            if (answers is { Constraints.Effects.Length: > 0 })
            {
                sections.Add(new ReportSection("What the constraints cost", []) { Table = SweepAnswerTables.Constraints(answers) });
            }
        }

        sections.Add(Statuses(points));
        sections.Add(new ReportSection("Accuracy to be expected", [])
        {
            Text =
            [
                "Predictions of designs that were never built carry the timing model's error; two designs whose figures differ by less than that error are " +
                    "not told apart." +
                (view.Tied.Count > 0 ? $" {Wording.Count(view.Tied.Count)} designs are tied with the best in this sense; they are marked." : ""),
            ],
        });
        return new Report(manifest.Title, Answer(view, answers), [.. sections], manifest);
    }

    private static string Answer(SweepView view, SweepAnswers? answers)
    {
        var points = view.Points;
        var built = $"{Wording.Count(view.Feasible.Count)} of {Wording.Count(points.Count)} designs can be built and run";
        if (view.Feasible.Count == 0 || points.Objectives.Count == 0)
        {
            var why = points.Objectives.Count == 0 ? "The run names no metric to choose by."
                : answers?.Constraints.Refusal() is { } refusal ? $"{Wording.Sentence(refusal)}."
                : "The statuses below say what stands in the way.";
            return $"{built}. {why}";
        }

        var best = view.Best(view.Feasible);
        var objective = points.Objectives[0];
        var parameters = view.Influential.Take(4).Select(p => $"{points.Columns[p].Name} = {points.Levels(p).Names[points.Levels(p).Codes[best]]}");
        var front = view.Pareto.Count > 0 && points.Objectives.Count > 1
            ? $", and {Wording.Count(answers?.Pareto?.Size ?? view.Pareto.Count)} of them are Pareto-best" : "";
        var design = view.Influential.Count > 0 ? $" with {string.Join(", ", parameters)}" : "";
        var ties = view.Tied.Count > 1 ? $", and {view.Tied.Count - 1} more designs are tied with it" : "";
        return $"{built}{front}. " +
            $"The best {points.Columns[objective].Name} is " +
                $"{SiFormat.Of(points.Numbers(objective)[best], points.Columns[objective].Unit)}{Interval(answers, objective, points)}" +
            $"{design}{ties}.";
    }

    private static string Interval(SweepAnswers? answers, int objective, SweepPoints points) =>
        answers is { Objectives: [{ Best: { } best } first, ..] } && first.Name == points.Columns[objective].Name && answers.Find(best.Point) is { } design
            && design.Objectives[0] is var i && i.Low < i.High
            ? $" (90 % interval {SiFormat.Of(i.Low, first.Unit)} to {SiFormat.Of(i.High, first.Unit)})"
            : "";

    private static ReportSection Top(SweepView view)
    {
        var points = view.Points;
        var objective = points.Objectives[0];
        var (values, sign) = (points.Numbers(objective), points.LeastIsBest(objective) ? 1 : -1);
        int[] rows = [.. view.Feasible.OrderBy(i => sign * values[i]).Take(TopRows)];
        return new ReportSection("The best designs", [])
        {
            Text = [$"The {rows.Length} best in {points.Columns[objective].Name}."],
            Table = new DataTable([.. points.Table.Columns.Where((_, i) => points.Columns[i].Role != ColumnRole.Status).Select(c => c.Numbers is { } n
                ? DataColumn.Of(c.Name, c.Unit, rows.Select(r => n[r]))
                : DataColumn.Of(c.Name, rows.Select(r => c.Texts![r])))]),
        };
    }

    private static ReportSection Statuses(SweepPoints points)
    {
        var status = points.Columns.Select((c, i) => (c, i)).Where(c => c.c.Role == ColumnRole.Status)
            .Select(c => points.Table.Columns[c.i].Texts).FirstOrDefault();
        var groups = (status ?? [.. Enumerable.Repeat("ok", points.Count)]).GroupBy(s => s).OrderByDescending(g => g.Count()).Take(40).ToArray();
        return new ReportSection("What can be built", [])
        {
            Table = new DataTable([DataColumn.Of("status", groups.Select(g => g.Key)), DataColumn.Of("points", "", groups.Select(g => (double)g.Count()))]),
        };
    }
}
