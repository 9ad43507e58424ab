using Simulator.Hardware.Descriptions;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Training;
using Simulator.Systems.Training.Schedules;

namespace Simulator.Reporting.Charts;

/// <summary>Where the time of a training step goes, and the order of its passes.</summary>
public static class TrainingCharts
{
    private const double Least = 0.0005;
    private const int MostNumbered = 240;
    private static readonly string[] Kinds = ["forward", "backward", "weight"];

    /// <summary>The parts of the step: compute, exchanges that nothing hides, waiting.</summary>
    /// <param name="step">The step.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where the file names no part.</returns>
    public static Figure? Parts(TrainingDocument step, string id)
    {
        ArgumentNullException.ThrowIfNull(step);
        var parts = step.Breakdown.Where(p => p.Value / step.Step.Seconds >= Least).OrderByDescending(p => p.Value)
            .Select(p => (Name: Words(p.Key), Seconds: p.Value)).ToArray();
        if (parts.Length == 0)
        {
            return null;
        }

        var bars = parts.Select((p, i) =>
            new Bar(i, 0, 100 * p.Seconds / step.Step.Seconds, i, $"{Wording.Time(p.Seconds)}, {Wording.Percent(p.Seconds / step.Step.Seconds)}"));
        return new Figure(
            id, "Time by part of the step",
            $"Shares of the step's time on its busiest stage as level bars, longest first. {Wording.Sentence(parts[0].Name)} takes " +
                $"{Wording.Percent(parts[0].Seconds / step.Step.Seconds)}.",
            new Axis("Share of the step's time", "%") { FromZero = true }, Axis.Of("", [.. parts.Select(p => p.Name)]), [new BarLayer([.. bars])],
            new DataTable(
            [
                DataColumn.Of("part", parts.Select(p => p.Name)), DataColumn.Of("time", "s", parts.Select(p => p.Seconds)),
                DataColumn.Of("share", "%", parts.Select(p => 100 * p.Seconds / step.Step.Seconds)),
            ]))
        {
            Note = "Exchanges count where nothing hides them.",
        };
    }

    /// <summary>The schedule: a lane per stage with its passes.</summary>
    /// <param name="step">The step.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where there is one stage, or passes were not kept.</returns>
    public static Figure? Schedule(TrainingDocument step, string id)
    {
        ArgumentNullException.ThrowIfNull(step);
        var stages = step.Passes.IsEmpty ? 0 : step.Passes.Max(p => p.Stage) + 1;
        if (stages < 2)
        {
            return null;
        }

        var passes = step.Passes.OrderBy(p => p.Start).ThenBy(p => p.Stage).ToArray();
        var numbered = passes.Length <= MostNumbered;
        var layers = Kinds.Select((kind, style) => new BarLayer(
        [
            .. passes.Select((p, row) => (Pass: p, Row: row)).Where(x => x.Pass.Kind == kind)
                .Select(x => new Bar(x.Pass.Stage, x.Pass.Start, x.Pass.End, x.Row, numbered ? FormattableString.Invariant($"{x.Pass.MicroBatch + 1}") : null)),
        ])
        { Name = kind == "weight" ? "gradient of the weights" : kind, Style = style, LabelsInside = true, Fill = 0.9 }).Where(l => l.Bars.Count > 0).ToArray();
        var bubble = step.Breakdown.GetValueOrDefault("bubble") / step.Step.Seconds;
        var cut = step.PassCount > passes.Length
            ? $"The first {Wording.Count(passes.Length)} of {Wording.Count(step.PassCount)} passes; 'gpusim train --timeline' writes all. " : "";
        return new Figure(
            id, $"Schedule of {stages} stages, {ScheduleName(step.Schedule)}",
            $"Passes of microbatches on each stage from left to right; what is empty is waiting for other stages, " +
                $"{Wording.Percent(bubble)} of the step on the busiest.",
            new Axis("Time from the start of the step", "s") { FromZero = true },
            Axis.Of("", [.. Enumerable.Range(0, stages).Select(s => $"stage {s}")]), [.. layers],
            new DataTable(
            [
                DataColumn.Of("stage", "", passes.Select(p => (double)p.Stage)), DataColumn.Of("pass", passes.Select(p => p.Kind)),
                DataColumn.Of("microbatch", "", passes.Select(p => p.MicroBatch + 1.0)), DataColumn.Of("start", "s", passes.Select(p => p.Start)),
                DataColumn.Of("time", "s", passes.Select(p => p.End - p.Start)),
            ]))
        {
            Note = $"{cut}Waiting for other stages is {Wording.Percent(bubble)} of the step. Exchanges of gradients and the optimizer follow.",
        };
    }

    /// <summary>The memory of one GPU of the fullest stage.</summary>
    /// <param name="step">The step.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure? Memory(TrainingDocument step, string id)
    {
        ArgumentNullException.ThrowIfNull(step);
        var parts = step.Memory.Where(p => p.Key is not ("stage" or "total" or "capacity")).Select(p => (Words(p.Key), p.Value)).ToArray();
        return MemoryChart.Of(
            [
                new GpuMemory(
                    FormattableString.Invariant($"stage {step.Memory.GetValueOrDefault("stage")}"), parts, step.Memory.GetValueOrDefault("total"), step.Memory["capacity"]),
            ], id);
    }

    private static string ScheduleName(string name) => Enum.TryParse<ScheduleKind>(name, out var kind) ? EnumNames.Of(kind) : name;

    private static string Words(string key) => key.Replace('_', ' ');
}
