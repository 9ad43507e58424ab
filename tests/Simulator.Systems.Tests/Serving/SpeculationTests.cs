using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving;

public class SpeculationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(3, 0.7)]
    [InlineData(5, 0.9)]
    [InlineData(4, 0.0)]
    [InlineData(4, 1.0)]
    public void A_step_yields_what_the_geometric_series_says(int drafts, double acceptance)
    {
        // Leviathan et al., 2023, equation 1.
        var expected = acceptance < 1 ? (1 - Math.Pow(acceptance, drafts + 1)) / (1 - acceptance) : drafts + 1;
        var run = Run(new Speculation(drafts, [acceptance]), 20_000);
        output.WriteLine(FormattableString.Invariant($"{run.Result.Speculation.TokensPerStep:0.0000} tokens per step, expected {expected:0.0000}"));
        Assert.Equal(expected, new Speculation(drafts, [acceptance]).ExpectedTokens, 1e-12);
        Assert.Equal(expected, run.Result.Speculation.TokensPerStep, 0.01 * expected);
        Assert.Equal(1 / expected, run.Result.Tpot.Mean, 0.01 / expected);
        Assert.Equal(1, run.Result.Interval.Mean, 1e-9);
        Assert.All(run.Loads.Where(l => l.DecodeBatch > 0), l => Assert.Equal(l.DecodeBatch * (drafts + 1), l.Tokens - l.PromptTokens));
    }

    [Fact]
    public void Probabilities_differ_by_position()
    {
        var speculation = new Speculation(3, [0.9, 0.5, 0.2]);
        Assert.Equal(1 + 0.9 + 0.45 + 0.09, speculation.ExpectedTokens, 1e-12);
        Assert.Equal([4, 3, 2, 1], new[] { 0.05, 0.3, 0.6, 0.95 }.Select(speculation.Tokens));
        Assert.Equal(speculation.ExpectedTokens, Run(speculation, 20_000).Result.Speculation.TokensPerStep, 0.03);
    }

    [Fact]
    public void Without_acceptance_it_is_decoding_token_by_token()
    {
        var plain = Run(null, 300);
        var never = Run(new Speculation(2, [0.0]), 300);
        Assert.Equal(plain.Answers, never.Answers);
        Assert.Equal(plain.Result.OutputTokens, never.Result.OutputTokens);
    }

    [Theory]
    [InlineData("0.7,x")]
    [InlineData("1.2")]
    [InlineData("")]
    public void What_is_no_probability_is_refused(string text) => Assert.Throws<InputException>(() => Speculation.ParseAcceptance(text));

    [Fact]
    public void More_probabilities_than_drafts_are_refused() =>
        Assert.Throws<InputException>(() => new Speculation(2, ImmutableArray.Create(0.5, 0.5, 0.5)));

    [Theory]
    [InlineData("llama-3.1-70b", 4)]
    [InlineData("deepseek-v3", 8)]
    public void A_verified_token_costs_more_than_none_and_less_than_a_step(string model, int tp)
    {
        var request = Catalogue.Request(model, StepShape.Decode(1, 1), parallelism: new Parallelism { Tp = tp });
        var times = new StepTimes(Catalogue.Simulator("b200-sxm"), request.Model, request.Recipe, request.Parallelism);
        var load = new StepLoad(0, 0, 0, 16, 16 * 4096);
        var (one, four) = (times.Seconds(load), times.Seconds(load with { Drafts = 3 }));
        output.WriteLine(FormattableString.Invariant($"{model}: a step takes {1e3 * one:0.00} ms, with three drafts {1e3 * four:0.00} ms"));
        Assert.InRange(four / one, 1.0001, 4);
    }

    [Fact]
    public void The_models_own_layers_and_a_smaller_model_cost_time_and_memory()
    {
        var parallelism = new Parallelism { Tp = 8 };
        var (target, small) = (Catalogue.Models.Load("deepseek-v3"), Catalogue.Models.Load("llama-3.1-8b"));
        var recipe = Workloads.Precisions.PrecisionRecipe.Follow(target);
        var mtp = Drafter.Mtp(target, recipe, parallelism);

        // A module is a layer like the last ones, a projection of 2 · 7168 to 7168, and norms; 671.0 + 11.5 billion parameters without sharing, a byte each.
        var bytes = target.Parameters.Mtp;
        output.WriteLine(FormattableString.Invariant($"MTP: {bytes / 1e9:0.00} billion parameters, {mtp.WeightBytes / 1e9:0.00} GB on each of eight ranks"));
        Assert.InRange(mtp.WeightBytes, bytes / 8, bytes / 4);
        Assert.Equal(576 * 2, mtp.Cache.BytesPerToken);
        var draft = Drafter.Of(small, Workloads.Precisions.PrecisionRecipe.Follow(small), parallelism);
        Assert.InRange(draft.WeightBytes, 16.0e9 / 8, 16.2e9 / 8);
        Assert.Throws<InputException>(() => Drafter.Mtp(small, recipe, parallelism));

        var target1 = new ConstantStepTimes(1);
        var load = new StepLoad(0, 0, 0, 4, 4096) { Drafts = 3 };
        Assert.Equal(1 + (3 * 0.1), new SpeculativeStepTimes(target1, new ConstantStepTimes(0.1), false).Seconds(load), 1e-12);
        Assert.Equal(1 + (3 * 0.3), new SpeculativeStepTimes(target1, new ConstantStepTimes(0.1), true, _ => 0.2).Seconds(load), 1e-12);
        Assert.Equal(1.1, new SpeculativeStepTimes(target1, new ConstantStepTimes(0.1), false).Seconds(new StepLoad(1, 100, 0, 0, 0) { Drafts = 3 }), 1e-12);
    }

    private static EngineRun Run(Speculation? speculation, int outputTokens) => new(
        new ClosedLoop(4, 8, new UniformLengths(10, outputTokens), new RandomSource(1)),
        new ConstantStepTimes(1),
        new KvPool(1 << 20, 16),
        new EngineSettings { Speculation = speculation });
}
