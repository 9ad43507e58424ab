using Simulator.Hardware.Technology;
using Simulator.Systems.Inference;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Energy;

public class StepEnergyTests
{
    private static readonly TechnologyDescription Technology = TechnologyFile.Load(Path.Combine(Catalogue.Root, "configs"));

    private static StepSimulator Simulator(string gpu)
    {
        var model = new TimingModel(Catalogue.Node(gpu), Catalogue.Coefficients);
        return new StepSimulator(model, energy: new EnergyModel(model.Rates, Technology));
    }

    [Theory]
    [InlineData("h100-sxm", "llama-3.1-70b")]
    [InlineData("b200-sxm", "llama-3.1-70b")]
    [InlineData("b200-sxm", "deepseek-v3")]
    public void The_fast_path_is_the_step(string gpu, string model)
    {
        foreach (var step in new[] { StepShape.Decode(64, 4096), StepShape.Prefill(4, 2048) })
        {
            var simulator = Simulator(gpu);
            var trace = Catalogue.Request(model, step, "fp8", new Parallelism { Tp = 8 }).BuildTrace();
            var price = simulator.Price(trace);
            var result = simulator.Simulate(trace);
            Assert.Equal(simulator.Seconds(trace), price.Seconds);
            Assert.Equal(result.Seconds, price.Seconds, price.Seconds * 1e-12);
            Assert.Equal(result.Energy!.Energy.TotalJoules, price.Joules, price.Joules * 1e-9);
            Assert.Equal(price.Joules, price.Energy.Parts.Sum(p => p.Value), price.Joules * 1e-12);
            Assert.InRange(price.AverageWatts, 100, simulator.Model.Rates.TdpWatts * (1 + 1e-12));
            Assert.InRange(result.Energy.RelativeClock, 0.3, 1);
        }
    }

    [Fact]
    public void Without_an_energy_model_there_is_time_alone()
    {
        var trace = Catalogue.LlamaDecode().BuildTrace();
        var simulator = Catalogue.Simulator();
        Assert.Null(simulator.Simulate(trace).Energy);
        Assert.Equal(0, simulator.Price(trace).Joules);
    }

    [Fact]
    public void Larger_batches_cost_more_and_each_token_less()
    {
        var simulator = Simulator("h100-sxm");
        double last = 0, perToken = double.PositiveInfinity;
        foreach (var batch in new[] { 1, 4, 16, 64, 256 })
        {
            var request = Catalogue.LlamaDecode(batch);
            var energy = simulator.Simulate(request.BuildTrace()).Energy!;
            Assert.True(energy.StepJoules(request) > last);
            Assert.True(energy.JoulesPerToken(request) < perToken);
            (last, perToken) = (energy.StepJoules(request), energy.JoulesPerToken(request));
        }
    }

    [Fact]
    public void A_prompt_loads_the_board_more_than_a_decode_of_one()
    {
        var simulator = Simulator("b200-sxm");
        var decode = simulator.Price(Catalogue.LlamaDecode(1).BuildTrace());
        var prompt = simulator.Price(Catalogue.Request("llama-3.1-70b", StepShape.Prefill(4, 4096), "fp8", new Parallelism { Tp = 4 }).BuildTrace());
        Assert.True(prompt.AverageWatts > 1.2 * decode.AverageWatts, $"{prompt.AverageWatts} {decode.AverageWatts}");
    }

    [Fact]
    public void Waiting_for_the_host_costs_idle_power_alone()
    {
        var simulator = Simulator("h100-sxm");
        var trace = Catalogue.Request("llama-3.1-8b", StepShape.Decode(1, 512), "fp8", new Parallelism { Tp = 8 }).BuildTrace();
        var graph = simulator.Simulate(trace).Energy!;
        var waiting = simulator.Simulate(trace, LaunchMode.Stream);
        Assert.True(waiting.HostBoundSeconds > 0);
        var energy = new EnergyModel(simulator.Model.Rates, Technology);
        var expected = graph.Energy.TotalJoules + waiting.HostBoundSeconds * (energy.StandbyWatts + energy.ClockWatts);
        Assert.Equal(expected, waiting.Energy!.Energy.TotalJoules, expected * 1e-9);
    }

    [Fact]
    public void Pipeline_stages_share_the_work_of_a_step()
    {
        var simulator = Simulator("h100-sxm");
        var one = Catalogue.Request("llama-3.1-70b", StepShape.Decode(64, 4096), "fp8", new Parallelism { Tp = 4 });
        var two = Catalogue.Request("llama-3.1-70b", StepShape.Decode(64, 4096), "fp8", new Parallelism { Tp = 4, Pp = 2 });
        var (first, second) = (simulator.Simulate(one.BuildTrace()).Energy!, simulator.Simulate(two.BuildTrace()).Energy!);
        Assert.InRange(second.JoulesPerToken(two) / first.JoulesPerToken(one), 0.99, 1.1);
    }
}
