using System.Collections.Immutable;

namespace Simulator.Systems.Training.Schedules;

/// <summary>
/// Simulates a pipeline pass by pass: a pass starts when its stage is free and the result that it needs has arrived. Exact for any times per part, also
/// uneven ones; time and memory are proportional to the number of passes.
/// </summary>
public static class PipelineSimulator
{
    /// <summary>Runs a schedule.</summary>
    /// <param name="work">What each part costs.</param>
    /// <param name="kind">The schedule.</param>
    /// <param name="record">Whether every pass is reported.</param>
    /// <returns>The result.</returns>
    public static PipelineResult Run(PipelineWork work, ScheduleKind kind, bool record = false) =>
        kind == ScheduleKind.ZeroBubble ? new ZeroBubbleRun(work, record).Run() : Fixed(work, kind, record);

    private static PipelineResult Fixed(PipelineWork work, ScheduleKind kind, bool record)
    {
        var (stages, parts, count) = (work.Stages, work.Forward.Length, work.MicroBatches);
        var orders = Enumerable.Range(0, stages)
            .Select(s => kind == ScheduleKind.AllForward ? PassOrder.AllForward(s, count) : PassOrder.Alternating(stages, work.Interleaving, s, count))
            .ToArray();
        var (forward, backward) = (Unknown(parts * count), Unknown(parts * count));
        var (next, free, kept, peak) = (new int[stages], new double[stages], new double[stages], new double[stages]);
        var events = ImmutableArray.CreateBuilder<PipelineEvent>();
        var left = orders.Sum(o => o.Count);
        while (left > 0)
        {
            var before = left;
            for (var s = 0; s < stages; s++)
            {
                while (next[s] < orders[s].Count)
                {
                    var (pass, part, batch) = orders[s][next[s]];
                    var at = (part * count) + batch;
                    var arrives = pass == PassKind.Forward ? part == 0 ? 0 : forward[at - count] + Hop(part - 1, part)
                        : part == parts - 1 ? forward[at]
                        : backward[at + count] + Hop(part + 1, part);
                    if (double.IsNaN(arrives))
                        break;
                    var start = Math.Max(free[s], arrives);
                    free[s] = start + (pass == PassKind.Forward ? work.Forward[part] : work.Backward[part] + work.Weight[part]);
                    (pass == PassKind.Forward ? forward : backward)[at] = free[s];
                    kept[s] += pass == PassKind.Forward ? work.Kept[part] : -work.Kept[part];
                    peak[s] = Math.Max(peak[s], kept[s]);
                    if (record)
                        events.Add(new PipelineEvent(s, part, batch, pass, start, free[s]));
                    next[s]++;
                    left--;
                }
            }

            if (left == before)
                throw new InvalidOperationException("the schedule waits for itself");
        }

        return new PipelineResult(free.Max(), [.. peak], events.ToImmutable());

        double Hop(int from, int to) => from % stages == to % stages ? 0 : work.SendSeconds;
    }

    private static double[] Unknown(int length)
    {
        var times = new double[length];
        Array.Fill(times, double.NaN);
        return times;
    }
}
