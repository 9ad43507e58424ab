using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Variates;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

/// <summary>What is drawn has the distribution that was asked for.</summary>
public class ArrivalProcessTests(ITestOutputHelper output)
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void A_rate_that_follows_the_day_has_its_shape_its_mean_and_its_bursts(double variation)
    {
        var day = new DiurnalRate(10, 1.8, 1000);
        var arrivals = new RenewalArrivals(10, variation, Draws, new UniformLengths(1, 1), new RandomSource(3), day);
        var times = Enumerable.Range(0, Draws).Select(_ => arrivals.Take().Seconds).ToArray();
        Assert.Equal(Draws / 10.0, times[^1], Draws / 10.0 * 0.02 * variation);
        foreach (var part in Enumerable.Range(0, 10))
        {
            // Requests per tenth of the day, over twenty days, beside the integral of the rate.
            var counted = times.Count(t => t < 20_000 && (int)(t % 1000 / 100) == part) / 20.0;
            var expected = day.Expected((part + 1) * 100) - day.Expected(part * 100);
            output.WriteLine(FormattableString.Invariant($"{part}: {counted:0} requests, expected {expected:0}"));
            Assert.Equal(expected, counted, Math.Max(0.02 * expected, 5 * variation * Math.Sqrt(expected / 20)));
        }
    }

    [Fact]
    public void The_time_of_the_expected_requests_is_the_inverse_of_the_requests_expected()
    {
        var day = new DiurnalRate(3, 2, 86400);
        Assert.Equal(0, day.At(0), 1e-12);
        Assert.Equal(6, day.At(43200), 1e-12);
        foreach (var requests in new[] { 0, 1e-6, 1, 1e4, 129_600, 2e5, 1e9 })
            Assert.Equal(requests, day.Expected(day.SecondsOf(requests)), 1e-9 * Math.Max(1, requests));
    }

    [Theory]
    [InlineData(800, 800)]
    [InlineData(800, 2000)]
    [InlineData(800, 6000)]
    public void Log_normal_values_have_the_mean_and_the_percentile_asked_for(double mean, double p99)
    {
        var variate = new LogNormalVariate(mean, p99);
        var random = new RandomSource(5);
        var values = Enumerable.Range(0, Draws).Select(_ => variate.Draw(random)).Order().ToArray();
        output.WriteLine(FormattableString.Invariant($"mean {values.Average():0.0}, p99 {values[Draws * 99 / 100]:0.0}"));
        Assert.Equal(mean, values.Average(), 0.02 * mean);
        Assert.Equal(p99, values[Draws * 99 / 100], 0.03 * p99);
    }

    [Theory]
    [InlineData(700)]
    [InlineData(12000)]
    public void A_percentile_that_no_log_normal_distribution_has_is_refused(double p99) =>
        Assert.Contains("accepted: 1 to 15.0 times the mean", Assert.Throws<InputException>(() => new LogNormalVariate(800, p99)).Message, StringComparison.Ordinal);

    [Fact]
    public void Variates_have_their_means()
    {
        foreach (var variate in new IVariate[] { new ConstantVariate(3), new ExponentialVariate(3), new GeometricVariate(3), new UniformVariate(1, 5) })
        {
            var random = new RandomSource(7);
            Assert.Equal(3, variate.Mean);
            Assert.Equal(3, Enumerable.Range(0, Draws).Average(_ => variate.Draw(random)), 0.03);
        }
    }

    [Fact]
    public void Recorded_lengths_are_drawn_evenly_and_stay_together_and_caps_cut()
    {
        ImmutableArray<RequestShape> recorded = [new(10, 1), new(20, 2), new(300, 30)];
        var random = new RandomSource(1);
        var lengths = new CappedLengths(new EmpiricalLengths(recorded), 100, 20);
        var drawn = Enumerable.Range(0, 30_000).Select(_ => lengths.Draw(random)).ToArray();
        Assert.Equal<RequestShape>([new(10, 1), new(20, 2), new(100, 20)], drawn.Distinct().OrderBy(d => d.InputTokens).ToArray());
        Assert.All(drawn.CountBy(d => d), c => Assert.InRange(c.Value, 9_700, 10_300));
    }

    [Fact]
    public void Streams_of_chance_do_not_depend_on_each_other()
    {
        Assert.Equal(RandomSource.Of(1, 2, 3).Uniform(), RandomSource.Of(1, 2, 3).Uniform());
        RandomSource[] others = [RandomSource.Of(1, 2, 3), RandomSource.Of(1, 3, 2), RandomSource.Of(2, 2, 3), RandomSource.Of(1, 2)];
        Assert.Equal(4, others.Select(r => r.Uniform()).Distinct().Count());
        Assert.Equal(0.5, Enumerable.Range(0, Draws).Average(i => RandomSource.Of(9, (ulong)i).Uniform()), 0.005);
    }
}
