using Simulator.Systems.Serving.Capacity;
using Simulator.Systems.Serving.Curves;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Metrics;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

public class LoadCurveTests(ITestOutputHelper output)
{
    [Fact]
    public void Several_at_a_time_give_the_same_as_one_after_the_other()
    {
        var loads = Loads("concurrency", 1, 3, 8, 20, 50);
        var alone = LoadCurve.Run(loads, () => Engines.Plan(Engines.Llama with { Rate = 1 }), null, 1);
        var together = LoadCurve.Run(loads, () => Engines.Plan(Engines.Llama with { Rate = 1 }), null, 4);
        Assert.Equal(alone.Select(Text), together.Select(Text));
        Assert.Equal(loads.Select(l => l.Load), together.Select(p => p.Load));
        Assert.True(together[^1].Outcome.TokensPerSecondPerGpu > 5 * together[0].Outcome.TokensPerSecondPerGpu);
        Assert.True(together[^1].Outcome.Result.TokensPerSecondPerUser < together[0].Outcome.Result.TokensPerSecondPerUser);

        static string Text(LoadPoint point) =>
            $"{point.Outcome.Result with { Curves = null! }} {point.Outcome.Energy} {string.Join(' ', point.Outcome.Series)}";
    }

    [Fact]
    public void A_load_replaces_the_one_of_the_file()
    {
        var loads = Loads("rate", 5, 10);
        Assert.All(loads, l => Assert.Equal(ArrivalKind.Random, l.Description.Kind));
        var points = LoadCurve.Run(loads, () => Engines.Plan(Engines.Llama with { Rate = 1 }), new GpuPrice(1, 0, GpuPrice.Given), 2);
        Assert.All(points, p => Assert.NotNull(p.Outcome.Money));
        Assert.Throws<Hardware.Errors.InputException>(() => LoadCurve.Under(Engines.Llama, "seed", 1));
    }

    [Fact]
    public void What_goes_wrong_in_a_thread_is_thrown_to_the_caller() => Assert.Throws<Hardware.Errors.InputException>(
        () => LoadCurve.Run(Loads("rate", 1, 2), () => throw new Hardware.Errors.InputException("no such engine"), null, 2));

    [Theory]
    [InlineData(1024, 256)]
    [InlineData(200, 800)]
    public void The_steady_state_is_what_a_closed_loop_settles_at(int input, int answer)
    {
        var description = Engines.Llama with { Input = input, Output = answer, Shortest = 0.9, MaxSequences = 64 };
        var state = SteadyState.Of(Engines.System(description), (int)(0.95 * input), (int)(0.95 * answer), ServiceObjective.None)!;
        Assert.Equal((64, SteadyLimit.Sequences), (state.Batch, state.Limit));
        var (result, _) = Engines.Run(description with { Concurrency = 64, Requests = 3000 });
        output.WriteLine(FormattableString.Invariant($"{state.RequestsPerSecond:0.000} against {result.RequestsPerSecond:0.000} requests/s"));
        Assert.Equal(result.RequestsPerSecond, state.RequestsPerSecond, 0.06 * result.RequestsPerSecond);
        Assert.Equal(result.Tpot.Mean, state.TpotSeconds, 0.06 * result.Tpot.Mean);
    }

    [Fact]
    public void An_objective_bounds_the_batch_and_one_that_none_keeps_gives_nothing()
    {
        var system = Engines.System(Engines.Llama);
        var free = SteadyState.Of(system, 1024, 256, ServiceObjective.None)!;
        var bound = SteadyState.Of(system, 1024, 256, new ServiceObjective(TpotSeconds: 0.012))!;
        Assert.Equal(SteadyLimit.Objective, bound.Limit);
        Assert.True(bound.Batch < free.Batch && bound.TpotSeconds <= 0.012);
        Assert.Null(SteadyState.Of(system, 1024, 256, new ServiceObjective(TpotSeconds: 1e-4)));
        Assert.Equal(1, free.GpusFor(1e-3));
        Assert.Equal(10, free.GpusFor(10 * free.RequestsPerSecond));
    }

    private static (double Load, ServingDescription Description)[] Loads(string key, params double[] loads) =>
        [.. loads.Select(l => (l, LoadCurve.Under(Engines.Llama with { Trace = "x.csv" }, key, l)))];
}
