using Simulator.Exploration.Results;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Training;

namespace Simulator.Reporting.Reports;

/// <summary>What a report of a training step says.</summary>
internal static class TrainingReportText
{
    /// <summary>Puts the report together.</summary>
    public static Report Of(RunManifest manifest, TrainingDocument step)
    {
        Steps.StepDocument[] steps = [step.ToStep()];
        List<ReportSection> sections =
        [
            Section("Where the time goes", TrainingCharts.Parts(step, "parts"), BreakdownChart.ByBound(steps, "bounds"), BreakdownChart.ByOperator(steps, "operators")),
            Section("Order of passes", TrainingCharts.Schedule(step, "schedule")),
            Section("What would help", TornadoChart.Of(steps, "tornado")),
            Section("Memory", TrainingCharts.Memory(step, "memory")),
        ];
        sections.RemoveAll(s => s.Figures.Length == 0);
        sections.Add(new ReportSection("Accuracy to be expected", [])
        {
            Text =
            [
                "The 90 % interval follows from the errors of the step's operators against measured ones; how far whole training steps were off stands in " +
                    "docs/training.md.",
                .. step.Changes.Length > 0
                    ? [$"The description was changed ({string.Join(", ", step.Changes)}): a what-if, which nothing measured can confirm."]
                    : Array.Empty<string>(),
            ],
        });
        return new Report(manifest.Title, Answer(step), [.. sections], manifest);
    }

    private static ReportSection Section(string title, params IEnumerable<Figure?> figures) => new(title, [.. figures.OfType<Figure>()]);

    private static string Answer(TrainingDocument step)
    {
        var totals = step.Step;
        string[] details =
        [
            $"global batch {SiFormat.Number(step.GlobalBatch)}", $"{SiFormat.Number(step.Sequence)} tokens", step.Precision, step.Layout,
        ];
        var first = $"One training step of {step.Model} ({string.Join(", ", details.Where(d => d.Length > 0))}) on {SiFormat.Number(step.Gpus)} × {step.Gpu} takes " +
            $"{Wording.Time(totals.Seconds)} (90 % interval {Wording.Time(totals.LowSeconds)} to {Wording.Time(totals.HighSeconds)}), " +
            $"{Wording.Count(totals.TokensPerSecondPerGpu ?? double.NaN)} tokens/s per GPU, {Wording.Percent(totals.ModelFlopUtilisation)} of the peak.";
        var parts = step.Breakdown.OrderByDescending(p => p.Value).Take(2).Select(p => $"{p.Key.Replace('_', ' ')} is {Wording.Percent(p.Value / totals.Seconds)}");
        var help = step.Elasticities.Length > 0 && step.Elasticities.MinBy(e => e.TimeChange) is { TimeChange: < 0 } best
            ? $"; 10 % more {best.Resource} would make it {Wording.Percent(-best.TimeChange)} faster"
            : "";
        return $"{first} {Wording.Sentence(string.Join(", ", parts))}{help}, and each GPU holds up to " +
            $"{SiFormat.Of(step.Memory.GetValueOrDefault("total"), "B")} of {SiFormat.Of(step.Memory["capacity"], "B")}.";
    }
}
