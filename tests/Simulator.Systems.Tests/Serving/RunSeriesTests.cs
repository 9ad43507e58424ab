using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Quantities over time: bounded, without gaps, and their integrals are the run's totals.</summary>
public class RunSeriesTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(20.0)]
    [InlineData(60.0)]
    public void Integrals_are_the_totals_of_the_run(double rate)
    {
        var (result, recorder) = Engines.Run(Engines.Llama with { Rate = rate, Requests = 500 });
        var points = recorder.Points(result.Seconds);
        Assert.InRange(points.Length, 2, RunSeries.Most);
        Assert.Equal(0, points[0].Start);
        Assert.Equal(result.Seconds, points[^1].End);
        Assert.All(points.Zip(points.Skip(1)), p => Assert.Equal(p.First.End, p.Second.Start));

        Same(result.BusySeconds, points.Sum(p => p.Busy * p.Seconds));
        Same(result.MeanQueue * result.BusySeconds, points.Sum(p => p.Queue * p.Seconds));
        Same(result.MeanBatch * result.BusySeconds, points.Sum(p => p.Batch * p.Seconds));
        Same(result.ComputedPromptTokens, points.Sum(p => p.PromptTokensPerSecond * p.Seconds));
        Same(result.Finished, points.Sum(p => p.FinishedPerSecond * p.Seconds));
        Same(recorder.Joules(result.Seconds), points.Sum(p => p.Watts * p.Seconds));
        Assert.Equal(0, result.Preemptions);
        Same(result.OutputTokens - result.Finished, points.Sum(p => p.DecodeTokensPerSecond * p.Seconds));
    }

    [Fact]
    public void Preemptions_are_counted_and_the_cache_is_a_share()
    {
        var description = Engines.Llama with { Concurrency = 200, Requests = 400, Input = 2000, Output = 2000, MemoryFraction = 0.25 };
        var (result, recorder) = Engines.Run(description);
        var points = recorder.Points(result.Seconds);
        Assert.True(result.Preemptions > 0);
        Assert.Equal(result.Preemptions, points.Sum(p => p.Preemptions));
        Assert.All(points, p => Assert.InRange(p.KvShare, 0, 1 + 1e-9));
        Assert.True(points.Max(p => p.KvShare) > 0.9);
    }

    [Fact]
    public void Memory_does_not_grow_with_time()
    {
        var series = new RunSeries();
        series.AddEngine(1, 100);
        var now = 0.0;
        var steps = 0;
        for (var length = 1e-3; now < 1e7; length *= 1.01)
        {
            series.Step(now, now + length, new StepLoad(0, 0, 0, 3, 30), 2, 0.5, 300 * length, 100 * length);
            now += length;
            steps++;
        }

        var points = series.Points(now);
        Assert.InRange(points.Length, RunSeries.Most / 2, RunSeries.Most);
        Assert.All(points, p => Assert.Equal(3, p.Batch, 1e-6));
        Assert.All(points, p => Assert.Equal(300, p.Watts, 1e-6));
        Assert.Equal(3 * steps, points.Sum(p => p.DecodeTokensPerSecond * p.Seconds), 1e-6 * steps);
    }

    [Fact]
    public void A_run_that_ends_between_steps_idles_to_its_end()
    {
        var series = new RunSeries();
        series.AddEngine(2, 50);
        series.Step(0, 1, new StepLoad(1, 10, 0, 0, 0), 0, 0.1, 400, 100);
        var points = series.Points(4);
        Assert.Equal(4, points[^1].End);
        Assert.Equal(400 + (3 * 2 * 50), 2 * points.Sum(p => p.Watts * p.Seconds), 1e-6);
    }

    private static void Same(double expected, double found) => Assert.Equal(expected, found, 1e-9 * Math.Max(1, Math.Abs(expected)));
}
