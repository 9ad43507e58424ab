using System.Collections.Immutable;
using Simulator.Systems.Training.Schedules;

namespace Simulator.Systems.Training.Memory;

/// <summary>The memory of one GPU of each stage over a step.</summary>
public static class MemorySeries
{
    /// <summary>Follows what a stage keeps for backward passes to come.</summary>
    /// <param name="result">The step.</param>
    /// <param name="pipeline">Its pipeline, with its events.</param>
    /// <param name="stage">The stage.</param>
    /// <returns>Times in seconds and the bytes held from then on, static parts included, in order of time.</returns>
    public static ImmutableArray<(double Seconds, double Bytes)> Of(TrainingResult result, PipelineResult pipeline, int stage)
    {
        var (work, held) = (result.Work, result.Memory.Total - result.Memory.Activations);
        var last = result.Request.Schedule == ScheduleKind.ZeroBubble ? PassKind.Weight : PassKind.Backward;
        var changes = pipeline.Events.Where(e => e.Stage == stage && (e.Kind == PassKind.Forward || e.Kind == last))
            .Select(e => e.Kind == PassKind.Forward ? (e.Start, Change: work.Kept[e.Part]) : (Start: e.End, Change: -work.Kept[e.Part]))
            .OrderBy(c => c.Start);
        var series = ImmutableArray.CreateBuilder<(double, double)>();
        series.Add((0, held));
        foreach (var (at, change) in changes)
            series.Add((at, held += change));
        return series.ToImmutable();
    }
}
