using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Planning;
using Simulator.Systems.Serving.Steps;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving.Planning;

/// <summary>Bisection finds the rate at which a queue of known theory keeps its objective.</summary>
public class RateSearchTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.9, 3.0)]
    [InlineData(0.99, 8.0)]
    public void An_engine_that_is_M_D_1_is_loaded_as_high_as_Erlang_says(double attainment, double wait)
    {
        var found = RateSearch.Find(rate => Run(rate, wait), attainment, guess: 0.5, tolerance: 0.005);
        var expected = Rate(attainment, wait);
        output.WriteLine(FormattableString.Invariant($"{attainment} wait up to {wait}: {found.Best!.Rate:0.0000}, expected {expected:0.0000}"));
        Assert.InRange(found.Best.Rate / expected, 0.98, 1.02);
        Assert.True(found.Failed!.Rate <= found.Best.Rate * 1.0051);
    }

    [Fact]
    public void Where_no_rate_holds_none_is_found()
    {
        var found = RateSearch.Find(rate => new RatePoint(rate, 0.5), 0.9, 10, 0.01);
        Assert.Null(found.Best);
        Assert.NotNull(found.Failed);
    }

    private static RatePoint Run(double rate, double wait)
    {
        var settings = new EngineSettings { MaxSequences = 1, TokenBudget = 1 << 20 };
        var requests = new RequestMetrics(default, new ServiceObjective(1 + wait));
        var events = new EventCalendar();
        var engines = new EnginePool(
            new PoolSettings("engine"), events, new RoundRobin(), requests,
            o => new ServingEngine(new ConstantStepTimes(1), new KvPool(long.MaxValue / 4, 16), settings, o));
        var result = new Fleet(events, engines, requests).Run(new RenewalArrivals(rate, 1, 150_000, new UniformLengths(1, 1), new RandomSource(5)));
        return new RatePoint(rate, (double)result.Kept / result.Finished);
    }

    // Erlang 1909: P(wait <= t) = (1 - rho) sum over k <= t of (-rho (t - k))^k / k! exp(rho (t - k)), with a service time of 1.
    private static double Rate(double attainment, double wait)
    {
        double low = 0, high = 1;
        while (high - low > 1e-9)
        {
            var middle = (low + high) / 2;
            (low, high) = Within(middle, wait) >= attainment ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double Within(double load, double wait)
    {
        double sum = 0, factorial = 1;
        for (var k = 0; k <= wait; k++)
        {
            factorial *= Math.Max(1, k);
            sum += Math.Pow(-load * (wait - k), k) / factorial * Math.Exp(load * (wait - k));
        }

        return (1 - load) * sum;
    }
}
