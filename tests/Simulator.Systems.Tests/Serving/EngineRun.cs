using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

/// <summary>One engine with its observers, so that a test can look at everything that is left behind.</summary>
internal sealed class EngineRun : IEngineObserver
{
    internal EngineRun(IArrivals arrivals, IStepTimes times, KvPool pool, EngineSettings settings)
    {
        Pool = pool;
        var requests = new RequestMetrics(settings.Host);
        var events = new EventCalendar();
        ServingEngine? engine = null;
        var engines = new EnginePool(
            new PoolSettings("engine"), events, new RoundRobin(), requests, o => engine = new ServingEngine(times, pool, settings, new EngineObservers(o, this)));
        Engine = engine!;
        Result = new Fleet(events, engines, requests).Run(arrivals);
    }

    internal ServingEngine Engine { get; }

    internal KvPool Pool { get; }

    internal ServingResult Result { get; }

    internal List<StepLoad> Loads { get; } = [];

    internal List<(double Arrival, double FirstToken, double End)> Answers { get; } = [];

    internal List<KvTransfer> Transfers { get; } = [];

    internal List<int> FinishedAfter { get; } = [];

    public void Rejected(Sequence sequence, string reason, double seconds)
    {
    }

    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks)
    {
        Loads.Add(load);
        Assert.InRange(Pool.Used, 0, Pool.Blocks);
        Assert.InRange(Pool.Cached, 0, Pool.Blocks);
        Assert.InRange(Pool.Free, 0, Pool.Blocks);
    }

    public void Intervals(double seconds, int sequences) => Assert.True(seconds > 0 && sequences > 0);

    public void Preempted()
    {
    }

    public void Finished(Sequence sequence, double end)
    {
        Answers.Add((sequence.Arrival.Seconds, sequence.FirstTokenSeconds, end));
        FinishedAfter.Add(Loads.Count);
    }

    public void Transferred(in KvTransfer transfer) => Transfers.Add(transfer);
}
