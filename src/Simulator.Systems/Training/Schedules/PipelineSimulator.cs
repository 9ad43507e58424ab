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
    /// <param name="kind">The schedule; those but one forward, one backward have one part per stage.</param>
    /// <param name="record">Whether every pass is reported.</param>
    /// <returns>The result.</returns>
    public static PipelineResult Run(PipelineWork work, ScheduleKind kind, bool record = false)
    {
        var (stages, parts, count) = (work.Stages, work.Forward.Length, work.MicroBatches);
        var orders = Enumerable.Range(0, stages).Select(s => Order(work, kind, s)).ToArray();
        var apart = kind == ScheduleKind.ZeroBubble;
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
                    var arrives = Arrival(pass, part, (part * count) + batch);
                    if (double.IsNaN(arrives))
                        break;
                    Place(s, pass, part, batch, Math.Max(free[s], arrives));
                    next[s]++;
                    left--;
                }
            }

            if (left == before)
                throw new InvalidOperationException("the schedule waits for itself");
        }

        return new PipelineResult(free.Max(), [.. peak], events.ToImmutable());

        // When what a pass needs has arrived; not a number where it is not known yet.
        double Arrival(PassKind pass, int part, int at) => pass switch
        {
            PassKind.Forward => part == 0 ? 0 : forward[at - count] + Hop(part - 1, part),
            PassKind.Backward => part == parts - 1 ? forward[at] : backward[at + count] + Hop(part + 1, part),
            _ => backward[at],
        };

        void Place(int s, PassKind pass, int part, int batch, double start)
        {
            free[s] = start + pass switch
            {
                PassKind.Forward => work.Forward[part],
                PassKind.Backward => work.Backward[part] + (apart ? 0 : work.Weight[part]),
                _ => work.Weight[part],
            };
            if (pass != PassKind.Weight)
                (pass == PassKind.Forward ? forward : backward)[(part * count) + batch] = free[s];
            if (pass == PassKind.Forward)
                peak[s] = Math.Max(peak[s], kept[s] += work.Kept[part]);
            else if (pass == PassKind.Weight || !apart)
                kept[s] -= work.Kept[part];
            if (record)
                events.Add(new PipelineEvent(s, part, batch, pass, start, free[s]));
        }

        double Hop(int from, int to) => from % stages == to % stages ? 0 : work.SendSeconds;
    }

    private static List<(PassKind Kind, int Part, int MicroBatch)> Order(PipelineWork work, ScheduleKind kind, int stage) => kind switch
    {
        ScheduleKind.AllForward => PassOrder.AllForward(stage, work.MicroBatches),
        ScheduleKind.ZeroBubble => PassOrder.ZeroBubble(work.Stages, stage, work.MicroBatches),
        _ => PassOrder.Alternating(work.Stages, work.Interleaving, stage, work.MicroBatches),
    };

    private static double[] Unknown(int length)
    {
        var times = new double[length];
        Array.Fill(times, double.NaN);
        return times;
    }
}
