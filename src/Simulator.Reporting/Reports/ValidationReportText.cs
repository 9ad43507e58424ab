using System.Collections.Immutable;
using Simulator.Exploration.Results;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Validations;

namespace Simulator.Reporting.Reports;

/// <summary>What a report of a validation says.</summary>
internal static class ValidationReportText
{
    private const int Worst = 20;
    private const int MostGpus = 12;

    /// <summary>Puts the report together.</summary>
    public static Report Of(RunManifest manifest, ImmutableArray<ValidationRow> rows)
    {
        var gpus = rows.GroupBy(r => r.Gpu).OrderByDescending(g => g.Count()).Take(MostGpus).Select(g => g.ToArray()).ToArray();
        var groups = rows.GroupBy(r => (r.Op, r.Gpu)).Select(g => (g.Key, Error: g.Average(r => Math.Abs(r.Error)))).ToArray();
        var worst = groups.MaxBy(g => g.Error);
        var roofline = rows.Where(r => double.IsFinite(r.RooflineSeconds)).Select(r => Math.Abs(r.RooflineSeconds / r.MeasuredSeconds - 1)).ToArray();
        var peaks = roofline.Length > 0 ? $"; a roofline at datasheet peaks is off by {Wording.Percent(roofline.Average())}" : "";
        var covered = rows.Average(r => r.IsCovered ? 1.0 : 0.0);
        var answer =
            $"Over {Wording.Count(rows.Length)} measured operators on {gpus.Length} GPU{(gpus.Length == 1 ? "" : "s")}, predictions are off by " +
                $"{Wording.Percent(rows.Average(r => Math.Abs(r.Error)))} on average " +
            $"(median {Wording.Percent(Median(rows))}, bias " +
                $"{Wording.Change(rows.Average(r => r.Error))}){peaks}. " +
            $"The 90 % interval holds {Wording.Percent(covered)} of them, and the weakest is {worst.Key.Op} on {worst.Key.Gpu} with " +
                $"{Wording.Percent(worst.Error)}.";
        ValidationRow[] largest = [.. rows.OrderByDescending(r => Math.Abs(Math.Log(r.PredictedSeconds / r.MeasuredSeconds))).Take(Worst)];
        return new Report(
            manifest.Title, answer,
            [
                new ReportSection("Errors", [ErrorCharts.ByOperator(rows, "errors"), ErrorCharts.Distribution(rows, "distribution")]),
                new ReportSection("Predicted against measured", [.. gpus.Select((g, i) => ParityChart.Of(g, $"parity-{i + 1}"))]),
                new ReportSection("Worst errors", [])
                {
                    Text = [$"The {largest.Length} rows farthest from what was measured, by the ratio of the two times."],
                    Table = ValidationTables.Rows(largest),
                },
                new ReportSection("Accuracy to be expected", [])
                {
                    Text =
                    [
                        $"Of 100 predictions of operators like these, about {Math.Round(100 * covered):0} lie inside their 90 % interval (the aim is 90). " +
                            "Errors of one operator on one GPU stand in the first figure's table; on a GPU that the coefficients were not fitted on, " +
                                "expect somewhat more.",
                    ],
                },
            ],
            manifest);
    }

    private static double Median(ImmutableArray<ValidationRow> rows)
    {
        double[] sorted = [.. rows.Select(r => Math.Abs(r.Error)).Order()];
        return sorted[sorted.Length / 2];
    }
}
