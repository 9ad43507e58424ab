using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Fleets.Scaling;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving.Fleets;

/// <summary>Replicas start when they are wanted, serve after a delay, and empty themselves before they stop.</summary>
public class AutoscalerTests
{
    private static readonly AutoscalePolicy Policy = new(1, 3) { Requests = 2, IntervalSeconds = 10, StartUpSeconds = 25, CoolDownSeconds = 30 };

    [Fact]
    public void A_burst_starts_replicas_after_the_delay_and_they_stop_once_they_are_empty()
    {
        // Ten requests from 1 to 31 s, and a last one at 600 s that keeps the run going. At 10 s five replicas would be wanted: two are started, serve from
        // 35 s, are wanted last at 30 s, are given up at 60 s and gone at 70 s.
        var arrivals = new RecordedArrivals([.. Enumerable.Repeat(new Arrival(1, new(1, 300)), 10), new Arrival(600, new(1, 1))]);
        var (result, starts) = Run(arrivals, Policy);
        var pool = Assert.Single(result.Pools);
        Assert.Equal(11, result.Total.Finished);
        Assert.Equal((2, 2), pool.Changes);
        Assert.Equal(600.1, result.Total.Seconds, 1e-6);
        Assert.Equal(600.1 + (2 * 60), pool.GpuSeconds, 1e-6);
        Assert.All(starts, s => Assert.Equal("engine-0", s.Engine));
        Assert.InRange(result.Total.LittleDeviation, -1e-9, 1e-9);
    }

    [Fact]
    public void What_comes_after_the_delay_goes_to_the_new_replicas()
    {
        var arrivals = new RecordedArrivals(
            [.. Enumerable.Repeat(new Arrival(1, new(1, 1000)), 10), .. Enumerable.Range(0, 40).Select(i => new Arrival(20 + i, new(1, 10)))]);
        var (result, starts) = Run(arrivals, Policy);
        Assert.Equal(50, result.Total.Finished);
        Assert.Equal(35, starts.Where(s => s.Engine != "engine-0").Min(s => s.Seconds), 1e-6);
    }

    [Fact]
    public void A_steady_load_settles_at_the_replicas_that_keep_the_target()
    {
        // Load of about five in flight at two per replica: three replicas, of which the third and the second start late.
        var arrivals = new RenewalArrivals(5, 1, 20_000, new UniformLengths(1, 10), new RandomSource(4));
        var (result, starts) = Run(arrivals, Policy with { CoolDownSeconds = 1e6 });
        Assert.Equal(20_000, result.Total.Finished);
        Assert.Equal((2, 0), result.Pools[0].Changes);
        Assert.InRange(result.Pools[0].MeanReplicas, 2.9, 3);
        Assert.Equal(3, starts.Select(s => s.Engine).Distinct().Count());
        Assert.All(starts.Where(s => s.Engine != "engine-0"), s => Assert.True(s.Seconds >= 35));
        Assert.Equal(result.Pools[0].GpuSeconds, result.Pools[0].MeanReplicas * result.Total.Seconds, 1e-6 * result.Pools[0].GpuSeconds);
    }

    [Fact]
    public void Utilisation_holds_the_fleet_near_its_target()
    {
        var policy = new AutoscalePolicy(1, 20) { Utilisation = 0.5, IntervalSeconds = 10, StartUpSeconds = 20, CoolDownSeconds = 100 };
        var arrivals = new RenewalArrivals(6, 1, 20_000, new UniformLengths(1, 10), new RandomSource(4));
        var (result, _) = Run(arrivals, policy, maxSequences: 1);
        var pool = result.Pools[0];

        // Six requests a second of a second each keep six replicas busy: about twelve are wanted at one half.
        Assert.Equal(20_000, result.Total.Finished);
        Assert.InRange(pool.MeanReplicas, 10, 15);
        Assert.InRange(pool.Utilisation, 0.4, 0.6);
    }

    [Fact]
    public void The_same_run_twice_is_the_same() => Assert.Equal(Text(), Text());

    private static string Text()
    {
        var (result, _) = Run(new RenewalArrivals(5, 2, 2000, new UniformLengths(10, 10, 0.1), new RandomSource(4)), Policy);
        return string.Join('\n', result.Total, string.Join(',', result.Pools));
    }

    private static (FleetResult Result, List<(string Engine, double Seconds)> Starts) Run(IArrivals arrivals, AutoscalePolicy policy, int maxSequences = 1024)
    {
        var (events, requests) = (new EventCalendar(), new RequestMetrics());
        var starts = new List<(string, double)>();
        var settings = new EngineSettings { MaxSequences = maxSequences };
        var pool = new EnginePool(
            new PoolSettings("engine", policy.Most) { Serving = policy.Least }, events, new LeastLoaded(), requests,
            o => new ServingEngine(new ConstantStepTimes(0.1), new KvPool(1_000_000, 16), settings, o), name => new Starts(name, starts));
        _ = new Autoscaler(policy, pool, events);
        return (new Fleet(events, pool, requests).Serve(arrivals), starts);
    }

    private sealed class Starts(string name, List<(string Engine, double Seconds)> starts) : IEngineObserver
    {
        public void Rejected(Sequence sequence, string reason, double seconds)
        {
        }

        public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks) => starts.Add((name, start));

        public void Intervals(double seconds, int sequences)
        {
        }

        public void Preempted()
        {
        }

        public void Finished(Sequence sequence, double end)
        {
        }
    }
}
