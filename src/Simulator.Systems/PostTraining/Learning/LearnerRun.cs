using Simulator.Systems.PostTraining.Results;
using Simulator.Systems.PostTraining.Rollouts;

namespace Simulator.Systems.PostTraining.Learning;

/// <summary>The learner of a run: one batch after the other, phase by phase.</summary>
/// <param name="plan">The run.</param>
/// <param name="spans">Where spans are recorded; null for nowhere.</param>
internal sealed class LearnerRun(PostTrainingPlan plan, List<ActivitySpan>? spans)
{
    private readonly List<IterationResult> iterations = [];
    private (PoolActivity Activity, double Seconds)[] phases = [];
    private int phase;
    private double free;
    private IterationResult? current;

    internal ActivityMeter Meter { get; } = new(ActivitySpan.Learner, PoolActivity.WaitingForRollouts, spans);

    /// <summary>The weights' version: updates that engines have been told of.</summary>
    internal int Version { get; private set; }

    internal int Done => iterations.Count;

    internal bool IsAtWork => current is not null;

    internal IReadOnlyList<IterationResult> Iterations => iterations;

    /// <summary>Begins a batch.</summary>
    /// <returns>When its first phase ends.</returns>
    internal double Begin(double now, SampleGroup[] batch, int[] staleness)
    {
        var lengths = new BatchLengths(
            batch.Sum(g => g.Lengths.Sequences), batch.Sum(g => g.Lengths.Tokens), batch.Sum(g => g.Lengths.Squares), batch.Max(g => g.Lengths.Longest));
        var (times, sync) = (plan.Learner.Of(lengths), plan.Sync);
        phases =
        [
            (PoolActivity.Reload, sync.Before), (PoolActivity.Scoring, times.Scoring), (PoolActivity.Learning, times.Learning),
            (PoolActivity.WeightSync, sync.Publish), (PoolActivity.Reload, sync.After), (PoolActivity.WeightSync, sync.Load),
        ];
        phase = 0;
        current = new IterationResult(
            Done, Done >= plan.Warmup, free, now - free, sync.Before + sync.After, times.Scoring, times.Learning, sync.Publish + sync.Load, 0,
            lengths.Sequences, lengths.Tokens, batch.Sum(g => g.OutputTokens), lengths.Longest, staleness.Average(), staleness.Max());
        Meter.Switch(now, phases[0].Activity);
        return now + phases[0].Seconds;
    }

    /// <summary>Ends a phase and begins the next.</summary>
    /// <param name="now">When.</param>
    /// <param name="published">Whether engines can load new weights from now on.</param>
    /// <returns>When the next phase ends; not a number where the batch is done.</returns>
    internal double Advance(double now, out bool published)
    {
        phase++;
        published = phase == phases.Length - 1;
        if (published)
            Version++;
        if (phase < phases.Length)
        {
            Meter.Switch(now, phases[phase].Activity);
            return now + phases[phase].Seconds;
        }

        iterations.Add(current! with { End = now });
        (current, free) = (null, now);
        Meter.Switch(now, PoolActivity.WaitingForRollouts);
        return double.NaN;
    }
}
