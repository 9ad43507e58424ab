using System.Collections.Immutable;
using Simulator.Exploration.Results;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Reports;

/// <summary>What a report of a step, or of steps side by side, says.</summary>
internal static class StepReportText
{
    private const int MostDetailed = 4;

    /// <summary>Puts the report together.</summary>
    public static Report Of(RunManifest manifest, ImmutableArray<StepDocument> steps)
    {
        var names = StepNames.Of(steps);
        List<ReportSection> sections = [];
        if (steps.Length > 1 && steps.DistinctBy(s => s.Phase).Count() == 1)
        {
            sections.Add(Section("Against each other", ComparisonChart.Of(steps, "comparison")));
        }

        sections.Add(Section("Where the time goes", BreakdownChart.ByBound(steps, "bounds"), BreakdownChart.ByOperator(steps, "operators")));
        var detailed = steps.Take(MostDetailed).Select((s, i) => (Step: s, Name: steps.Length > 1 ? names[i] : "", Suffix: steps.Length > 1 ? $"-{i + 1}" : ""))
            .ToArray();
        sections.Add(Section("How near the hardware's limits", [.. detailed.Select(d => RooflineChart.Of(d.Step, d.Name, $"roofline{d.Suffix}"))]));
        sections.Add(Section("What would help", TornadoChart.Of(steps, "tornado")));
        sections.Add(Section("Memory", MemoryChart.Of(steps, "memory")));
        sections.Add(Section("Order of operators", [.. detailed.Select(d => TimelineChart.Of(d.Step, d.Name, $"timeline{d.Suffix}"))]));
        sections.RemoveAll(s => s.Figures.Length == 0);
        sections.Add(Accuracy(steps, names));
        return new Report(manifest.Title, steps.Length == 1 ? Single(steps[0]) : steps.DistinctBy(s => s.Phase).Count() > 1 ? Phases(steps)
            : Comparison(steps, names), [.. sections], manifest);
    }

    private static ReportSection Section(string title, params IEnumerable<Figure?> figures) => new(title, [.. figures.OfType<Figure>()]);

    private static string Single(StepDocument step)
    {
        if (step.Step is not { } totals)
        {
            return $"{Wording.Sentence(StepNames.Phrase(step))} does not fit: it needs {SiFormat.Of(step.Memory?.Total ?? double.NaN, "B")} of " +
                $"{SiFormat.Of(step.Memory?.Capacity ?? double.NaN, "B")} per GPU. Divide the model further, or take a smaller batch, context or format.";
        }

        var bound = totals.SecondsByBound.Count > 0 ? totals.SecondsByBound.MaxBy(b => b.Value) : default;
        var rate = totals.TokensPerSecond is { } tokens ? $", {Wording.Count(tokens)} tokens/s" : "";
        var first = $"{Wording.Sentence(StepNames.Phrase(step))} takes {Wording.Time(totals.Seconds)} (90 % interval {Wording.Time(totals.LowSeconds)} to " +
            $"{Wording.Time(totals.HighSeconds)}){rate}.";
        var help = step.Elasticities.Length > 0 && step.Elasticities.MinBy(e => e.TimeChange) is { TimeChange: < 0 } best
            ? $"; 10 % more {best.Resource} would make it {Wording.Percent(-best.TimeChange)} faster"
            : "";
        var memory = step.Memory is { } m ? $", and each GPU holds {SiFormat.Of(m.Total, "B")} of {SiFormat.Of(m.Capacity, "B")}" : "";
        return bound.Key is null ? first
            : $"{first} {Wording.Sentence(BoundStyles.Meaning(bound.Key))} binds {Wording.Percent(bound.Value / totals.Seconds)} of it{help}{memory}.";
    }

    // Steps of different phases are no rivals: a sentence each.
    private static string Phases(ImmutableArray<StepDocument> steps)
    {
        var first = steps.DistinctBy(s => s.Phase).Take(2).Select(s => s.Step is { } totals
            ? $"{Wording.Sentence(StepNames.Phrase(s))} takes {Wording.Time(totals.Seconds)} (90 % interval {Wording.Time(totals.LowSeconds)} to " +
                $"{Wording.Time(totals.HighSeconds)})" +
                (totals.SecondsByBound.Count > 0
                    ? $", {Wording.Percent(totals.SecondsByBound.Values.Max() / totals.Seconds)} of it bound by " +
                        $"{BoundStyles.Meaning(totals.SecondsByBound.MaxBy(b => b.Value).Key)}." : ".")
            : $"{Wording.Sentence(StepNames.Phrase(s))} does not fit into memory.");
        return string.Join(' ', first);
    }

    private static string Comparison(ImmutableArray<StepDocument> steps, IReadOnlyList<string> names)
    {
        var timed = steps.Select((s, i) => (Step: s, Name: names[i])).Where(s => s.Step.Step is { Seconds: > 0 }).OrderBy(s => s.Step.Step!.Seconds).ToArray();
        if (timed.Length == 0)
        {
            return "None of the steps fits into memory. The memory figure shows what is too large.";
        }

        var (best, next) = (timed[0], timed.Length > 1 ? timed[1] : timed[0]);
        var first = $"{best.Name} is the fastest with {Wording.Time(best.Step.Step!.Seconds)} (90 % interval {Wording.Time(best.Step.Step.LowSeconds)} to " +
            $"{Wording.Time(best.Step.Step.HighSeconds)})";
        if (timed.Length == 1)
        {
            return $"{first}. No other step fits into memory.";
        }

        var overlap = best.Step.Step.HighSeconds >= next.Step.Step!.LowSeconds;
        return $"{first}, {SiFormat.Number(next.Step.Step.Seconds / best.Step.Step.Seconds)} × as fast as {next.Name} with " +
            $"{Wording.Time(next.Step.Step.Seconds)}. " +
            (overlap ? "Their intervals overlap: the model's error may be larger than the difference." : "Their intervals do not overlap.");
    }

    private static ReportSection Accuracy(ImmutableArray<StepDocument> steps, IReadOnlyList<string> names)
    {
        List<(string Step, string From, double Share)> rows = [];
        foreach (var (step, name) in steps.Zip(names))
        {
            if (step.Step is { Seconds: > 0 } totals)
            {
                rows.AddRange(step.Operators.GroupBy(o => o.Provenance)
                    .Select(g => (name, g.Key, 100 * g.Sum(o => o.ExposedSeconds) / totals.Seconds)).OrderByDescending(r => r.Item3));
            }
        }

        var intervals = steps.Zip(names).Where(s => s.First.Step is { Seconds: > 0 }).Select(s =>
            $"{s.Second}: {Wording.Change(s.First.Step!.LowSeconds / s.First.Step.Seconds - 1)} to " +
                $"{Wording.Change(s.First.Step.HighSeconds / s.First.Step.Seconds - 1)}");
        return new ReportSection("Accuracy to be expected", [])
        {
            Text =
            [
                $"The 90 % interval of the step's time, from the errors against measured operators on GPUs that the fit had not seen: " +
                    $"{string.Join("; ", intervals)}.",
                "Profiled: corrected by a profile fitted on this device. Calibrated: the coefficients were fitted on measurements of this operator on this " +
                    "GPU. Extrapolated: on other GPUs. Estimated: on none.",
                .. steps.Where(s => s.Changes.Length > 0).Take(1)
                    .Select(s => $"The description was changed ({string.Join(", ", s.Changes)}): a what-if, which nothing measured can confirm."),
            ],
            Table = new DataTable([DataColumn.Of("step", rows.Select(r => r.Step)), DataColumn.Of("prediction", rows.Select(r => r.From)),
                DataColumn.Of("share of time", "%", rows.Select(r => r.Share))]),
        };
    }
}
