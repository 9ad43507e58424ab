using Simulator.Systems.PostTraining.Learning;
using Simulator.Systems.PostTraining.Results;
using Simulator.Systems.PostTraining.Rollouts;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.PostTraining;

/// <summary>
/// Runs reinforcement learning event by event: the end of an engine's step or of its loading of weights, the last reward of a prompt's answers, the end of a
/// phase of the learner. Groups are begun as long as floor(n / batch) ≤ version + staleness holds for the n-th (Fu et al., "AReaL", 2025, equation 3); with
/// staleness 0 generation and learning take turns.
/// </summary>
public sealed class PostTrainingSimulation
{
    private const int LearnerEvent = -1;

    private readonly PostTrainingPlan plan;
    private readonly List<ActivitySpan>? spans;
    private readonly RolloutEngine[] engines;
    private readonly LearnerRun learner;
    private readonly SampleBuffer buffer;
    private readonly RewardWorkers rewards;
    private readonly RandomSource random;
    private readonly PriorityQueue<(int Engine, SampleGroup? Ready), (double Seconds, long Order)> events = new();
    private readonly List<SampleGroup> groups = [];
    private readonly long[] byStaleness;
    private readonly double[] enginesTime = new double[Enum.GetValues<PoolActivity>().Length];
    private PoolActivity idle = PoolActivity.RolloutTail;
    private long order;
    private double windowStart;

    /// <summary>Prepares a run.</summary>
    /// <param name="plan">What is run.</param>
    public PostTrainingSimulation(PostTrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        spans = plan.Record ? [] : null;
        engines = [.. Enumerable.Range(0, plan.Engines).Select(i => new RolloutEngine(i, plan, spans, Answered))];
        learner = new LearnerRun(plan, spans);
        buffer = new SampleBuffer(plan.Prompts);
        rewards = new RewardWorkers(plan.RewardSeconds, plan.RewardWorkers);
        random = new RandomSource(plan.Seed);
        byStaleness = new long[plan.Staleness + 1];
    }

    /// <summary>Runs until the iterations asked for are done.</summary>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The result.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public PostTrainingResult Run(CancellationToken cancellation = default)
    {
        Submit(0);
        var (now, total) = (0.0, plan.Warmup + plan.Iterations);
        while (learner.Done < total)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!events.TryDequeue(out var due, out var at))
                throw new InvalidOperationException("the learner waits for answers that nobody generates");
            now = at.Seconds;
            if (due.Ready is { } group)
                buffer.Ready(group);
            else if (due.Engine == LearnerEvent)
                NextPhase(now);
            else
                Advance(engines[due.Engine], now);
            if (!learner.IsAtWork && learner.Done < total)
                TryLearn(now);
            UpdateIdle(now);
        }

        return Result(now);
    }

    private void Submit(double now)
    {
        var allowed = (learner.Version + plan.Staleness + 1) * plan.Prompts;
        while (groups.Count < allowed)
        {
            var group = new SampleGroup(groups.Count, learner.Version + plan.Staleness, plan.Samples);
            groups.Add(group);
            buffer.Submitted(group);
            for (var i = 0; i < plan.Samples; i++)
                engines.MinBy(e => e.Outstanding)!.Submit(now, plan.Lengths.Draw(random), group.Index);
        }

        foreach (var engine in engines.Where(e => !e.IsAtWork))
            Advance(engine, now);
    }

    private void Advance(RolloutEngine engine, double now)
    {
        var end = engine.Advance(now);
        if (double.IsNaN(end))
            engine.Meter.Switch(now, idle);
        else
            events.Enqueue((engine.Index, null), (end, order++));
    }

    private void Answered(Sequence sequence, int version, double now)
    {
        var (group, shape) = (groups[sequence.Arrival.Tag], sequence.Arrival.Shape);
        group.Add(shape.InputTokens, shape.OutputTokens, version, rewards.Ready(now));
        if (group.Left > 0)
            return;
        buffer.Answered(group);
        events.Enqueue((0, group), (group.ReadySeconds, order++));
    }

    private void TryLearn(double now)
    {
        if (!buffer.Holds(learner.Version, rewarded: true))
            return;
        var batch = buffer.Take();
        var staleness = batch.SelectMany(g => g.Versions).Select(v => learner.Version - v).ToArray();
        if (learner.Done >= plan.Warmup)
        {
            foreach (var age in staleness)
                byStaleness[age]++;
        }

        events.Enqueue((LearnerEvent, null), (learner.Begin(now, batch, staleness), order++));
    }

    private void NextPhase(double now)
    {
        var done = learner.Done;
        var end = learner.Advance(now, out var published);
        if (published)
        {
            foreach (var engine in engines)
                engine.Offer(learner.Version);
            Submit(now);
        }

        if (!double.IsNaN(end))
            events.Enqueue((LearnerEvent, null), (end, order++));
        else if (learner.Done > done && learner.Done == plan.Warmup)
            Restart(now);
    }

    /// <summary>Says what idle engines and an idle learner wait for.</summary>
    private void UpdateIdle(double now)
    {
        var reason = learner.IsAtWork ? PoolActivity.WaitingForLearner
            : buffer.Holds(learner.Version, rewarded: false) ? PoolActivity.Reward
            : PoolActivity.RolloutTail;
        if (reason == idle)
            return;
        idle = reason;
        foreach (var engine in engines.Where(e => !e.IsAtWork))
            engine.Meter.Switch(now, reason);
        if (!learner.IsAtWork)
            learner.Meter.Switch(now, reason == PoolActivity.Reward ? reason : PoolActivity.WaitingForRollouts);
    }

    private void Restart(double now)
    {
        windowStart = now;
        learner.Meter.Restart(now);
        foreach (var engine in engines)
        {
            engine.Meter.Restart(now);
            engine.Statistics.Restart();
        }
    }

    private PostTrainingResult Result(double now)
    {
        learner.Meter.End(now);
        foreach (var engine in engines)
        {
            engine.Meter.End(now);
            for (var a = 0; a < enginesTime.Length; a++)
                enginesTime[a] += plan.GpusPerEngine * engine.Meter.Seconds[a];
        }

        var busy = engines.Sum(e => e.Statistics.Seconds);
        return new PostTrainingResult
        {
            Iterations = [.. learner.Iterations],
            Seconds = now - windowStart,
            Gpus = plan.Gpus,
            Pools = PoolTimes.Of(plan, enginesTime, learner.Meter.Seconds),
            ByStaleness = [.. byStaleness],
            Begun = (long)groups.Count * plan.Samples,
            Learned = (long)learner.Done * plan.Prompts * plan.Samples,
            InFlight = (long)buffer.Outstanding * plan.Samples,
            Preemptions = engines.Sum(e => e.Statistics.Preemptions),
            MeanBatch = busy > 0 ? engines.Sum(e => e.Statistics.SequenceSeconds) / busy : 0,
            LargestBatch = engines.Max(e => e.Statistics.LargestBatch),
            LargestBlocks = engines.Max(e => e.Statistics.LargestBlocks),
            ThinShare = busy > 0 ? engines.Sum(e => e.Statistics.ThinSeconds) / busy : 0,
            Spans = spans is null ? [] : [.. spans],
        };
    }
}
