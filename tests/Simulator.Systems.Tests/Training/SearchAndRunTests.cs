using Simulator.Hardware.Errors;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Runs;
using Simulator.Systems.Training.Search;
using Simulator.Timing;

namespace Simulator.Systems.Tests.Training;

public class SearchAndRunTests
{
    [Fact]
    public void The_best_layout_is_no_slower_than_a_published_one()
    {
        var published = Steps.Llama70(128);
        var found = new TrainingSearch(published, Catalogue.Coefficients).Run(64, 5);
        Assert.Equal(5, found.Best.Length);
        Assert.True(found.Best[0].Seconds <= published.Simulate().Seconds);
        Assert.Equal(found.Best.OrderBy(b => b.Seconds), found.Best);
        Assert.All(found.Best, b => Assert.True(b.Memory.Fits && b.Request.Parallelism.Ranks == 64));
        Assert.True(found.Fitting < found.Layouts);
    }

    [Theory]
    [InlineData(1, 1, 64)]
    [InlineData(8, 5, 2)]
    [InlineData(8, 1, 2)]
    [InlineData(4, 4, 4)]
    public void A_search_takes_the_pace_as_steady_and_is_right(int pp, int vp, int dp)
    {
        var request = Steps.Llama70(1024, new TrainingParallelism { Tp = 4, Pp = pp, Vp = vp, Dp = Math.Min(dp, 16 / pp), Zero = 1 }) with
        {
            Recompute = Recomputation.Full,
        };
        var model = new TimingModel(request.System, Catalogue.Coefficients);
        var quick = TrainingSimulator.ScheduleIfSmall(request, model, new LayerCostCache()).Step;
        if (quick is not null)
            Assert.Equal(request.Simulate().Seconds, quick.Seconds, 0.002 * quick.Seconds);
        else
            Assert.False(request.Simulate().Memory.Fits);
    }

    [Fact]
    public void A_search_finds_the_same_each_time()
    {
        string Found() => string.Join(';', new TrainingSearch(Steps.Llama8(64), Catalogue.Coefficients).Run(8, 8).Best.Select(b =>
            $"{b.Request.Parallelism} {b.Seconds:R}"));
        Assert.Equal(Found(), Found());
    }

    [Fact]
    public void Where_nothing_fits_one_line_says_so() =>
        Assert.Contains(
            "fits into memory",
            Assert.Throws<InputException>(() => new TrainingSearch(
                Steps.Of("llama-3.1-405b", 8, 8192, "hgx-h100", 1, "bf16", new TrainingParallelism()), Catalogue.Coefficients).Run(8, 1)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Without_failures_and_checkpoints_a_run_is_its_steps()
    {
        var result = Steps.Llama8().Simulate();
        var plan = new RunPlan(1e9) { GpuMtbfSeconds = 1e15, StorageBytesPerSecond = 1e18, RestartSeconds = 1 };
        var cost = RunCost.Of(plan, result);
        Assert.Equal(Math.Ceiling(1e9 / result.Request.Tokens), cost.Steps);
        Assert.Equal(cost.IdealSeconds, cost.Seconds, 1e-4 * cost.Seconds);
        Assert.Equal(cost.Seconds / 3600 * 8 * plan.DollarsPerGpuHour, cost.Dollars, 6);
        Assert.Equal(cost.Seconds * 8 * 700, cost.Joules, 1e-6 * cost.Joules);
    }

    [Fact]
    public void Failures_cost_half_an_interval_and_a_restart_each()
    {
        var result = Steps.Llama8().Simulate();
        var cost = RunCost.Of(new RunPlan(1e12) { GpuMtbfSeconds = 8 * 24 * 3600.0 }, result);
        Assert.Equal(Math.Sqrt(2 * cost.CheckpointSeconds * 24 * 3600), cost.IntervalSeconds, 6);
        var writing = cost.IdealSeconds * (1 + (cost.CheckpointSeconds / cost.IntervalSeconds));
        var lost = cost.Failures * ((cost.IntervalSeconds / 2) + 600 + cost.CheckpointSeconds);
        Assert.Equal(writing + lost, cost.Seconds, 1e-6 * cost.Seconds);
        Assert.InRange(cost.Goodput, 0.9, 1);
    }

    [Fact]
    public void Where_failures_come_faster_than_restarts_a_run_never_ends() =>
        Assert.True(double.IsInfinity(RunCost.Of(new RunPlan(1e12) { GpuMtbfSeconds = 60 }, Steps.Llama8().Simulate()).Seconds));
}
