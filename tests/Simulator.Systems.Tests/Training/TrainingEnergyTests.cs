using Simulator.Hardware.Technology;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Energy;
using Simulator.Systems.Training.Runs;
using Simulator.Systems.Training.Schedules;

namespace Simulator.Systems.Tests.Training;

/// <summary>The energy of training steps.</summary>
public class TrainingEnergyTests
{
    private static readonly TechnologyDescription Technology = TechnologyFile.Load(Path.Combine(Catalogue.Root, "configs"));

    [Theory]
    [InlineData("hgx-a100", "bf16")]
    [InlineData("hgx-h100", "bf16")]
    [InlineData("hgx-h100", "fp8")]
    [InlineData("hgx-b200", "mxfp8")]
    public void Mean_power_lies_between_idle_and_the_board_s(string system, string recipe)
    {
        var energy = Of(Steps.Llama8(64, system, recipe: recipe));
        Assert.InRange(energy.AverageWatts, 1.5 * energy.IdleWatts, energy.CapWatts);
        Assert.Equal(energy.PerGpu.TotalJoules, energy.PerGpu.Parts.Sum(p => p.Value), 1e-6 * energy.PerGpu.TotalJoules);
        Assert.Equal(8 * energy.PerGpu.TotalJoules, energy.StepJoules);
        Assert.Equal(energy.StepJoules / (64 * 4096), energy.JoulesPerToken);
        Assert.All(energy.PerGpu.Parts, p => Assert.True(p.Value >= 0));
    }

    [Fact]
    public void Power_rises_with_utilisation()
    {
        var layout = new TrainingParallelism { Pp = 8, Dp = 1 };
        var results = new[] { 4, 8, 16, 64 }.Select(batch => Simulate(Steps.Llama8(batch, layout: layout))).ToArray();
        for (var i = 1; i < results.Length; i++)
        {
            Assert.True(results[i].ModelFlopUtilisation > results[i - 1].ModelFlopUtilisation);
            Assert.True(results[i].Energy!.AverageWatts > results[i - 1].Energy!.AverageWatts);
        }
    }

    [Fact]
    public void A_shorter_bubble_saves_what_idle_gpus_draw()
    {
        var request = Steps.Llama8(8, layout: new TrainingParallelism { Pp = 8, Dp = 1 });
        var (usual, tight) = (Of(request), Of(request with { Schedule = ScheduleKind.ZeroBubble }));
        Assert.True(tight.Seconds < usual.Seconds);
        var saved = usual.PerGpu.TotalJoules - tight.PerGpu.TotalJoules;
        Assert.InRange(saved / (usual.IdleWatts * (usual.Seconds - tight.Seconds)), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void A_run_draws_its_step_s_mean_power_and_design_power_where_that_is_not_known()
    {
        var plan = new RunPlan(1e12);
        var request = Steps.Llama8();
        var known = Simulate(request);
        var cost = RunCost.Of(plan, known);
        Assert.Equal(known.Energy!.AverageWatts, cost.WattsPerGpu, 1e-9);
        Assert.True(cost.Joules < RunCost.Of(plan, request.Simulate()).Joules);
        Assert.Equal(700, RunCost.Of(plan, request.Simulate()).WattsPerGpu, 1e-9);
    }

    private static TrainingResult Simulate(TrainingRequest request) => TrainingSimulator.Simulate(request, Catalogue.Coefficients, Technology);

    private static TrainingEnergy Of(TrainingRequest request) => Simulate(request).Energy!;
}
