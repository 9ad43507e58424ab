using Simulator.Systems.Serving.Arrivals;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

/// <summary>An engine that is configured to be a textbook queue waits as long as the textbook says.</summary>
public class QueueingTheoryTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.02;

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public void One_server_with_constant_service_waits_like_M_D_1(double load)
    {
        var result = Queue.Run(new RenewalArrivals(load, 1, 2_000_000, new UniformLengths(1, 1), new RandomSource(7)), 1, 1);
        Check(result.MeanSojournSeconds - 1, load / (2 * (1 - load)), $"M/D/1 at {load}");
    }

    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(2, 0.7)]
    [InlineData(4, 0.8)]
    public void Servers_with_exponential_service_wait_like_M_M_c(int servers, double load)
    {
        // The engine's steps are the servers' clock: 400 per mean service, so that geometric lengths are nearly exponential.
        const int Tokens = 400;
        var arrivals = new RenewalArrivals(load * servers, 1, 400_000, new GeometricLengths(1, Tokens), new RandomSource(11));
        var result = Queue.Run(arrivals, 1.0 / Tokens, servers);
        Check(result.MeanSojournSeconds - 1, ErlangC(servers, load) / (servers * (1 - load)), $"M/M/{servers} at {load}");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2.0)]
    public void Intervals_have_the_mean_and_the_variation_asked_for(double variation)
    {
        var arrivals = new RenewalArrivals(4, variation, 200_000, new UniformLengths(1, 1), new RandomSource(3));
        var times = Enumerable.Range(0, 200_000).Select(_ => arrivals.Take().Seconds).ToArray();
        var intervals = times.Zip(times.Skip(1), (a, b) => b - a).ToArray();
        var mean = intervals.Average();
        var deviation = Math.Sqrt(intervals.Average(i => (i - mean) * (i - mean)));
        output.WriteLine(FormattableString.Invariant($"mean {mean:0.00000} s, variation {deviation / mean:0.0000}"));
        Assert.Equal(0.25, mean, 0.25 * Tolerance);
        Assert.Equal(variation, deviation / mean, Tolerance * Math.Max(1, variation));
    }

    // Erlang's C formula: the probability that all servers are busy.
    private static double ErlangC(int servers, double load)
    {
        double blocked = 1;
        for (var k = 1; k <= servers; k++)
            blocked = load * servers * blocked / (k + (load * servers * blocked));
        return blocked / (1 - (load * (1 - blocked)));
    }

    private void Check(double simulated, double expected, string what)
    {
        var deviation = (simulated / expected) - 1;
        output.WriteLine(FormattableString.Invariant($"{what}: waits {simulated:0.00000}, expected {expected:0.00000}, deviation {deviation:+0.00 %;-0.00 %}"));
        Assert.InRange(simulated / expected, 1 - Tolerance, 1 + Tolerance);
    }
}
