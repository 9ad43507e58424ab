using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;
using Simulator.Timing;
using Simulator.Timing.Energy;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

public class ServingEnergyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("llama-3.1-70b", 4, 64, 4096)]
    [InlineData("deepseek-v3", 8, 128, 2048)]
    public void A_step_of_decodes_takes_the_energy_of_the_decode_step(string model, int tp, int batch, int context)
    {
        var request = Catalogue.Request(model, StepShape.Decode(batch, context), parallelism: new Parallelism { Tp = tp });
        var (simulator, energy) = Priced("b200-sxm");
        var whole = simulator.Simulate(request.BuildTrace());
        var joules = new StepEnergies(simulator, energy, request.Model, request.Recipe, request.Parallelism)
            .Joules(new StepLoad(0, 0, 0, batch, (long)batch * context), whole.Seconds);
        output.WriteLine(FormattableString.Invariant($"{joules:0.000} J against {whole.Energy!.Energy.TotalJoules:0.000} J"));
        Assert.Equal(whole.Energy.Energy.TotalJoules, joules, StepTimes.LargestDeviation * joules);
    }

    [Fact]
    public void A_run_of_decodes_takes_the_energy_of_its_steps()
    {
        // Prompts of one token: every step but the first decodes 16 sequences, of contexts 1 to 400.
        const int Batch = 16, Output = 400;
        var description = Engines.Llama with { Concurrency = Batch, Requests = Batch, Input = 1, Output = Output, Shortest = 1 };
        var system = Engines.System(description);
        var recorder = new RunRecorder();
        var result = system.Run(description.ToArrivals(), recorder: recorder);
        var (simulator, energy) = Priced("h100-sxm");
        double joules = 0, gpuSeconds = 0;
        for (var context = 1; context < Output; context++)
        {
            var step = simulator.Price(Catalogue.Request("llama-3.1-8b", StepShape.Decode(Batch, context)).BuildTrace());
            (joules, gpuSeconds) = (joules + step.Joules, gpuSeconds + step.Seconds);
        }

        var idle = energy.Idle(1).TotalJoules;
        var expected = joules + (idle * (result.Seconds - gpuSeconds));
        var found = ServingEnergy.Of(result, recorder, 1)!;
        output.WriteLine(FormattableString.Invariant($"{found.Joules:0.0} J against {expected:0.0} J, {found.MeanWatts:0} W"));
        Assert.Equal(expected, found.Joules, 0.01 * expected);
        Assert.InRange(found.MeanWatts, idle, energy.CapWatts);
        Assert.Equal(found.Joules / (Batch * Output), found.JoulesPerOutputToken, 1e-12 * found.Joules);
    }

    [Fact]
    public void An_engine_that_waits_for_requests_idles()
    {
        RecordedArrivals arrivals = new([new(0, new(10, 10)), new(1000, new(10, 10))]);
        var recorder = new RunRecorder();
        var result = Engines.System(Engines.Llama).Run(arrivals, recorder: recorder);
        var idle = Priced("h100-sxm").Energy.Idle(1).TotalJoules;
        Assert.Equal(idle, ServingEnergy.Of(result, recorder, 1)!.MeanWatts, 0.01 * idle);
    }

    [Fact]
    public void Without_an_energy_model_there_is_none_and_times_are_the_same()
    {
        var description = Engines.Llama with { Rate = 20 };
        var (with, recorder) = Engines.Run(description);
        var silent = new RunRecorder();
        var without = Engines.System(description, energy: false).Run(description.ToArrivals(), recorder: silent);
        Assert.NotNull(ServingEnergy.Of(with, recorder, 1));
        Assert.Null(ServingEnergy.Of(without, silent, 1));
        Assert.Equal(with.Ttft, without.Ttft);
        Assert.Equal(with.Seconds, without.Seconds);
        Assert.All(silent.Points(without.Seconds), p => Assert.True(double.IsNaN(p.Watts)));
    }

    [Fact]
    public void Money_is_hours_times_price_with_electricity_on_top()
    {
        var (result, recorder) = Engines.Run(Engines.Llama with { Rate = 20 });
        var energy = ServingEnergy.Of(result, recorder, 1)!;
        var plain = ServingMoney.Of(result, new GpuPrice(3, 0, GpuPrice.Given), 1, 1, energy);
        Assert.Equal(3 * result.Seconds / 3600 / result.OutputTokens * 1e6, plain.PerMillionOutputTokens, 1e-9);
        Assert.True(plain.PerMillionTokens < plain.PerMillionOutputTokens);
        var powered = ServingMoney.Of(result, new GpuPrice(3, 0.1, GpuPrice.Given), 1, 1, energy);
        Assert.Equal(3 + (0.1 * energy.MeanWatts / 1000), powered.FleetPerHour, 1e-9);
        var parts = GpuPrice.Estimated(Catalogue.Gpus.Load("h100-sxm"), Engines.Technology, 0)!;
        Assert.InRange(parts.DollarsPerHour, 0.01, 0.5);
        Assert.Contains("estimated", parts.Origin, StringComparison.Ordinal);
    }

    private static (StepSimulator Simulator, EnergyModel Energy) Priced(string gpu)
    {
        var timing = new TimingModel(Catalogue.Node(gpu), Catalogue.Coefficients);
        var energy = new EnergyModel(timing.Rates, Engines.Technology);
        return (new StepSimulator(timing, energy: energy), energy);
    }
}
