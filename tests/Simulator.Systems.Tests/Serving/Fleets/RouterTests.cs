using System.Collections.Immutable;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving.Fleets;

/// <summary>Routers over textbook servers wait as long as queueing theory says, and prompts go where their beginning is known.</summary>
public class RouterTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.02;

    [Theory]
    [InlineData(4, 0.5)]
    [InlineData(16, 0.8)]
    public void A_random_split_makes_each_server_M_D_1(int servers, double load)
    {
        var result = TestFleets.Servers(servers, load, new RandomSplit(new RandomSource(5)), 500_000).Total;
        Check(result.MeanSojournSeconds - 1, load / (2 * (1 - load)), $"random split over {servers} at {load}");
    }

    [Theory]
    [InlineData(2, 0.7)]
    [InlineData(4, 0.8)]
    [InlineData(8, 0.85)]
    public void Round_robin_makes_each_server_E_c_D_1(int servers, double load)
    {
        var result = TestFleets.Servers(servers, load, new RoundRobin(), 500_000).Total;
        Check(result.MeanSojournSeconds - 1, ErlangArrivals(servers, load), $"round robin over {servers} at {load}");
    }

    [Fact]
    public void The_more_a_router_knows_the_shorter_the_wait()
    {
        var random = Wait(new RandomSplit(new RandomSource(5)));
        var inTurn = Wait(new RoundRobin());
        var least = Wait(new LeastLoaded());
        output.WriteLine(FormattableString.Invariant($"waits: random {random:0.000}, round robin {inTurn:0.000}, least loaded {least:0.000}"));
        Assert.True(random > inTurn && inTurn > least && least > 0);

        // With constant service, turns are as good as one queue; with exponential service they are not.
        static double Wait(IRouter router)
        {
            const int Tokens = 20;
            var arrivals = new RenewalArrivals(8 * 0.8, 1, 60_000, new GeometricLengths(1, Tokens), new RandomSource(11));
            var result = TestFleets.Whole(8, router, arrivals, new ConstantStepTimes(1.0 / Tokens), new EngineSettings { MaxSequences = 1 });
            return result.Total.MeanSojournSeconds - 1;
        }
    }

    [Fact]
    public void Round_robin_spreads_evenly_over_all_engines_of_all_replicas()
    {
        var arrivals = new RenewalArrivals(5, 1, 6000, new UniformLengths(1, 1), new RandomSource(2));
        var result = TestFleets.Whole(3, new RoundRobin(), arrivals, new ConstantStepTimes(0.1), new EngineSettings { MaxSequences = 1 }, groups: 2);
        var pool = Assert.Single(result.Pools);
        Assert.Equal(6000, pool.Steps);
        Assert.Equal(pool.Spread.Least, pool.Spread.Most, 1e-9);
        Assert.Equal(pool.Stage.Mean, result.Total.MeanInSystem, 1e-9);
    }

    [Fact]
    public void A_prompt_goes_where_its_beginning_is_known_unless_that_engine_has_too_much()
    {
        var engines = Engines(4);
        var router = new PrefixAware(imbalance: 3);
        var first = Choose([1, 2, 3]);
        Assert.Same(first, Choose([1, 2, 3, 4]));
        Assert.Same(first, Choose([1, 9]));
        var other = Choose([7, 8]);
        Assert.NotSame(first, other);
        Assert.Same(other, Choose([7, 8, 9]));

        // Now the first has four more than the idle ones.
        Submit(first);
        Assert.NotSame(first, Choose([1, 2, 3]));

        Replica Choose(ImmutableArray<ulong> blocks)
        {
            var sequence = new Sequence(new Arrival(0, new RequestShape(10, 10)) { Content = new PromptContent(16, blocks) });
            var chosen = router.Choose(sequence, engines);
            chosen.Submit(sequence);
            return chosen;
        }

        static void Submit(Replica replica) => replica.Submit(new Sequence(new Arrival(0, new RequestShape(10, 10))));
    }

    [Fact]
    public void A_prefix_aware_router_forgets_what_was_sent_long_ago()
    {
        var engines = Engines(3);
        var router = new PrefixAware(blocks: 4, imbalance: 1000);
        var first = Choose([1, 2, 3]);
        Assert.Same(first, Choose([1, 2, 3, 4]));
        Assert.Same(first, Choose([1, 11, 12, 13]));
        Submit(first);

        // Of the first prompts the router remembers block 1 only, which is not enough against [1, 2] elsewhere.
        var idle = engines.First(e => e != first);
        Assert.Equal(idle, Choose([2, 3]));

        Replica Choose(ImmutableArray<ulong> blocks)
        {
            var sequence = new Sequence(new Arrival(0, new RequestShape(10, 10)) { Content = new PromptContent(16, blocks) });
            return router.Choose(sequence, engines);
        }

        static void Submit(Replica replica) => replica.Submit(new Sequence(new Arrival(0, new RequestShape(10, 10))));
    }

    private static ImmutableArray<Replica> Engines(int count) => TestFleets.Pool(
        new PoolSettings("engine", count), new EventCalendar(), new RoundRobin(), new RequestMetrics(), new ConstantStepTimes(1), new EngineSettings()).Engines;

    /// <summary>
    /// Mean wait of one of c servers of service 1 that gets every c-th arrival of a Poisson process of rate c·load: Spitzer's identity,
    /// Σ E[(n − T)⁺] / n with T the time of n·c arrivals, whose distribution is Erlang's.
    /// </summary>
    private static double ErlangArrivals(int servers, double load)
    {
        var (rate, wait) = (servers * load, 0.0);
        for (var n = 1; n <= 2000; n++)
        {
            var k = n * servers;
            var part = (n * AtLeast(k, rate * n)) - (k / rate * AtLeast(k + 1, rate * n));
            wait += part / n;
        }

        return wait;
    }

    // The probability of k Poisson events or more, from the top down so that nothing cancels.
    private static double AtLeast(int k, double mean)
    {
        var log = (k * Math.Log(mean)) - mean;
        for (var i = 2; i <= k; i++)
            log -= Math.Log(i);
        var (term, sum) = (Math.Exp(log), 0.0);
        for (var i = k; term > 1e-18 * sum || i < mean; i++)
        {
            sum += term;
            term *= mean / (i + 1);
        }

        return sum;
    }

    private void Check(double simulated, double expected, string what)
    {
        output.WriteLine(FormattableString.Invariant($"{what}: waits {simulated:0.00000}, expected {expected:0.00000}, {(simulated / expected) - 1:+0.00 %;-0.00 %}"));
        Assert.InRange(simulated / expected, 1 - Tolerance, 1 + Tolerance);
    }
}
