using Simulator.Reporting.Figures;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Charts;

/// <summary>Where the time of steps goes: by operator, and by what binds; several steps beside each other.</summary>
public static class BreakdownChart
{
    private const int MostOperators = 16;

    /// <summary>The steps by operator.</summary>
    /// <param name="steps">The steps; those without a time are left out.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no step has a time.</returns>
    public static Figure? ByOperator(IReadOnlyList<StepDocument> steps, string id)
    {
        var timed = Timed(steps);
        if (timed.Count == 0)
        {
            return null;
        }

        var all = timed.SelectMany(s => s.Step.Operators.Select(o => (o.Name, Share: o.ExposedSeconds / s.Step.Step!.Seconds)))
            .GroupBy(o => o.Name).Select(g => (Name: g.Key, Share: g.Max(o => o.Share), Total: g.Sum(o => o.Share))).OrderByDescending(o => o.Total).ToArray();
        string[] shown = [.. all.Take(MostOperators).Where(o => o.Share >= 0.001).Select(o => o.Name)];
        string[] names = all.Length > shown.Length ? [.. shown, "all others"] : shown;
        List<Layer> layers = [];
        List<(string Operator, string Step, double Seconds, double Share, string Bound)> rows = [];
        for (var i = 0; i < timed.Count; i++)
        {
            var (step, name) = timed[i];
            List<Bar> bars = [];
            for (var c = 0; c < names.Length; c++)
            {
                var mine = step.Operators.Where(o => c < shown.Length ? o.Name == names[c] : !shown.Contains(o.Name)).ToArray();
                var seconds = mine.Sum(o => o.ExposedSeconds);
                var share = 100 * seconds / step.Step!.Seconds;
                bars.Add(new Bar(c, 0, share, rows.Count, mine.Length > 0 ? Label(seconds, share, timed.Count) : null));
                rows.Add((names[c], name, seconds, share, c < shown.Length ? mine.FirstOrDefault()?.Bound ?? "" : ""));
            }

            layers.Add(new BarLayer(bars) { Name = timed.Count > 1 ? name : null, Style = i, Slot = i, Slots = timed.Count });
        }

        var first = timed[0].Step;
        var largest = first.Operators.MaxBy(o => o.ExposedSeconds);
        return new Figure(
            id, timed.Count > 1 ? "Time by operator, step beside step" : "Time by operator",
            $"Shares of the step's time as level bars, longest first. In {timed[0].Name}, {largest?.Name} takes " +
                $"{Wording.Percent((largest?.ExposedSeconds ?? 0) / first.Step!.Seconds)}.",
            new Axis("Share of the step's time", "%") { FromZero = true }, Axis.Of("", names), layers,
            new DataTable(
            [
                DataColumn.Of("operator", rows.Select(r => r.Operator)), DataColumn.Of("step", rows.Select(r => r.Step)),
                DataColumn.Of("time", "s", rows.Select(r => r.Seconds)), DataColumn.Of("share", "%", rows.Select(r => r.Share)),
                DataColumn.Of("bound", rows.Select(r => r.Bound)),
            ]))
        {
            Note = all.Length > shown.Length ? $"{all.Length - shown.Length} small operators are added up." : null,
        };
    }

    /// <summary>The steps by what binds their operators.</summary>
    /// <param name="steps">The steps; those without a time are left out.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no step has a time.</returns>
    public static Figure? ByBound(IReadOnlyList<StepDocument> steps, string id)
    {
        var timed = Timed(steps);
        if (timed.Count == 0)
        {
            return null;
        }

        var bounds = timed.SelectMany(s => s.Step.Step!.SecondsByBound.Keys).Distinct().OrderBy(BoundStyles.Of).ThenBy(b => b, StringComparer.Ordinal)
            .ToArray();
        var ends = new double[timed.Count];
        List<Layer> layers = [];
        List<(string Step, string Bound, double Seconds, double Share)> rows = [];
        foreach (var bound in bounds)
        {
            List<Bar> bars = [];
            for (var i = 0; i < timed.Count; i++)
            {
                var totals = timed[i].Step.Step!;
                var seconds = totals.SecondsByBound.GetValueOrDefault(bound);
                var share = 100 * seconds / totals.Seconds;
                bars.Add(new Bar(i, ends[i], ends[i] + share, rows.Count, $"{Wording.Percent(share / 100)}"));
                ends[i] += share;
                rows.Add((timed[i].Name, bound, seconds, share));
            }

            layers.Add(new BarLayer(bars) { Name = bound, Style = BoundStyles.Of(bound), LabelsInside = true });
        }

        var most = timed[0].Step.Step!.SecondsByBound.MaxBy(b => b.Value);
        return new Figure(
            id, "Time by what binds",
            $"Stacked shares of each step's time by the resource that binds the operator. {timed[0].Name}: {most.Key} " +
                $"{Wording.Percent(most.Value / timed[0].Step.Step!.Seconds)}.",
            new Axis("Share of the step's time", "%") { FromZero = true, Max = 100 }, Axis.Of("", [.. timed.Select(t => t.Name)]), layers,
            new DataTable(
            [
                DataColumn.Of("step", rows.Select(r => r.Step)), DataColumn.Of("bound", rows.Select(r => r.Bound)),
                DataColumn.Of("time", "s", rows.Select(r => r.Seconds)), DataColumn.Of("share", "%", rows.Select(r => r.Share)),
            ]));
    }

    private static string Label(double seconds, double share, int steps) =>
        steps == 1 ? $"{Wording.Time(seconds)}, {Wording.Percent(share / 100)}" : steps == 2 ? Wording.Time(seconds) : "";

    private static List<(StepDocument Step, string Name)> Timed(IReadOnlyList<StepDocument> steps) =>
        [.. steps.Zip(StepNames.Of(steps)).Where(s => s.First.Step is { Seconds: > 0 })];
}
