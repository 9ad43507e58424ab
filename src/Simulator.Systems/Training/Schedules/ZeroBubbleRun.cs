using System.Collections.Immutable;

namespace Simulator.Systems.Training.Schedules;

/// <summary>
/// A pipeline whose gradients of weights run apart, in the gaps: a free stage takes a backward pass that is ready, else a forward pass as long as it keeps no
/// more microbatches than the first stage does with one forward, one backward, else a gradient of weights that waits. Simulated event by event.
/// </summary>
/// <param name="work">What each part costs; one part per stage.</param>
/// <param name="record">Whether every pass is reported.</param>
internal sealed class ZeroBubbleRun(PipelineWork work, bool record)
{
    private readonly double[] free = new double[work.Stages];
    private readonly double[] kept = new double[work.Stages];
    private readonly double[] peak = new double[work.Stages];
    private readonly int[] forwards = new int[work.Stages];
    private readonly int[] backwards = new int[work.Stages];
    private readonly int[] weights = new int[work.Stages];
    private readonly double[] forwardEnds = new double[work.Stages * work.MicroBatches];
    private readonly double[] backwardEnds = new double[work.Stages * work.MicroBatches];
    private readonly ImmutableArray<PipelineEvent>.Builder events = ImmutableArray.CreateBuilder<PipelineEvent>();

    internal PipelineResult Run()
    {
        var left = 3 * work.Stages * work.MicroBatches;
        while (left > 0)
        {
            // The stage whose next pass starts earliest goes first, so that no later choice could have come before it.
            var (stage, pass, start) = (-1, PassKind.Forward, double.PositiveInfinity);
            for (var s = 0; s < work.Stages; s++)
            {
                var (kind, at) = Next(s);
                if (at < start)
                    (stage, pass, start) = (s, kind, at);
            }

            Place(stage, pass, start);
            left--;
        }

        return new PipelineResult(free.Max(), [.. peak], events.ToImmutable());
    }

    private (PassKind Kind, double Start) Next(int s)
    {
        var backward = backwards[s] < forwards[s]
            ? s == work.Stages - 1 ? forwardEnds[Index(s, backwards[s])]
            : backwards[s] < backwards[s + 1] ? backwardEnds[Index(s + 1, backwards[s])] + work.SendSeconds
            : double.PositiveInfinity
            : double.PositiveInfinity;
        var forward = forwards[s] < work.MicroBatches && forwards[s] - weights[s] < work.Stages
            ? s == 0 ? 0
            : forwards[s] < forwards[s - 1] ? forwardEnds[Index(s - 1, forwards[s])] + work.SendSeconds
            : double.PositiveInfinity
            : double.PositiveInfinity;
        var weight = weights[s] < backwards[s] ? backwardEnds[Index(s, weights[s])] : double.PositiveInfinity;
        double b = Math.Max(free[s], backward), f = Math.Max(free[s], forward), w = Math.Max(free[s], weight);
        var first = Math.Min(b, Math.Min(f, w));
        return b == first ? (PassKind.Backward, b) : f == first ? (PassKind.Forward, f) : (PassKind.Weight, w);
    }

    private void Place(int s, PassKind pass, double start)
    {
        var (batch, seconds) = pass switch
        {
            PassKind.Forward => (forwards[s]++, work.Forward[s]),
            PassKind.Backward => (backwards[s]++, work.Backward[s]),
            _ => (weights[s]++, work.Weight[s]),
        };
        free[s] = start + seconds;
        if (pass == PassKind.Forward)
        {
            forwardEnds[Index(s, batch)] = free[s];
            kept[s] += work.Kept[s];
            peak[s] = Math.Max(peak[s], kept[s]);
        }
        else if (pass == PassKind.Backward)
        {
            backwardEnds[Index(s, batch)] = free[s];
        }
        else
        {
            kept[s] -= work.Kept[s];
        }

        if (record)
            events.Add(new PipelineEvent(s, s, batch, pass, start, free[s]));
    }

    private int Index(int stage, int batch) => (stage * work.MicroBatches) + batch;
}
