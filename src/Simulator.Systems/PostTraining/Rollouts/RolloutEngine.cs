using Simulator.Systems.PostTraining.Results;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.PostTraining.Rollouts;

/// <summary>A serving engine that generates answers and loads new weights as they come.</summary>
internal sealed class RolloutEngine : IEngineObserver
{
    private readonly PostTrainingPlan plan;
    private readonly ServingEngine engine;
    private readonly Action<Sequence, int, double> answered;
    private readonly List<(double Seconds, int Version)> loads = [(0, 0)];
    private int newest;
    private int loading;
    private bool stepping;

    internal RolloutEngine(int index, PostTrainingPlan plan, List<ActivitySpan>? spans, Action<Sequence, int, double> answered)
    {
        (Index, this.plan, this.answered) = (index, plan, answered);
        Meter = new ActivityMeter(index, PoolActivity.RolloutTail, spans);
        engine = plan.NewEngine(this);
    }

    internal int Index { get; }

    internal ActivityMeter Meter { get; }

    internal RolloutStatistics Statistics { get; } = new();

    /// <summary>Answers asked for and not there yet.</summary>
    internal int Outstanding { get; private set; }

    /// <summary>Whether an event of the engine is due: the end of a step or of a load.</summary>
    internal bool IsAtWork { get; private set; }

    internal void Submit(double now, RequestShape shape, int tag)
    {
        if (!engine.Submit(new Sequence(new Arrival(now, shape) { Tag = tag }), now))
            throw new InvalidOperationException($"an answer of {shape.TotalTokens} tokens cannot be generated");
        Outstanding++;
    }

    /// <summary>Tells of new weights; they are loaded when the engine is advanced.</summary>
    internal void Offer(int version) => newest = version;

    /// <summary>Ends what is under way and begins what is next.</summary>
    /// <returns>When it will end; not a number where there is nothing to do.</returns>
    internal double Advance(double now)
    {
        if (stepping)
            engine.End(now);
        else if (loading > 0)
            Loaded(now);
        (stepping, loading, IsAtWork) = (false, 0, true);
        var stale = newest > loads[^1].Version;
        engine.AdmitsNew = !stale;
        if (stale && plan.Interrupt)
            return Load(now);
        var end = engine.HasWork ? engine.Begin(now) : now;
        if (end > now)
        {
            stepping = true;
            Meter.Switch(now, PoolActivity.Generating);
            return end;
        }

        if (stale)
            return Load(now);
        IsAtWork = false;
        return double.NaN;
    }

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end)
    {
        Outstanding--;
        var version = 0;
        for (var i = loads.Count - 1; i >= 0; i--)
        {
            if (loads[i].Seconds < sequence.FirstTokenSeconds || i == 0)
            {
                version = loads[i].Version;
                break;
            }
        }

        answered(sequence, version, end);
    }

    /// <inheritdoc/>
    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks) => Statistics.Stepped(end - start, load, usedBlocks);

    /// <inheritdoc/>
    public void Preempted() => Statistics.Preemptions++;

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences)
    {
    }

    /// <inheritdoc/>
    public void Rejected(Sequence sequence, string reason, double seconds)
    {
    }

    private double Load(double now)
    {
        loading = newest;
        Meter.Switch(now, PoolActivity.WeightSync);
        return now + plan.Sync.Load;
    }

    private void Loaded(double now)
    {
        loads.Add((now, loading));
        if (plan.RecomputeCache)
            engine.Recompute();
    }
}
