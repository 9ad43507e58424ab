using Simulator.Hardware.Errors;
using Simulator.Systems.Differences;
using Simulator.Systems.Inference;
using Simulator.Systems.Tests.Serving;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Tests.Differences;

public class ModelDifferenceTests
{
    [Theory]
    [InlineData("llama-3.1-70b", "llama-3.1-70b-fp8", 4)]
    [InlineData("qwen3-32b", "qwen3-30b-a3b", 2)]
    [InlineData("llama-3.1-8b", "nemotron-h-56b", 8)]
    [InlineData("mixtral-8x7b", "gpt-oss-120b", 2)]
    public void Contributions_of_operators_sum_to_the_difference(string before, string after, int tp)
    {
        var difference = Diff(before, after, tp);
        Assert.Equal([Phase.Prefill, Phase.Decode], difference.Phases.Select(p => p.Phase));
        Assert.All(difference.Phases, p =>
        {
            Assert.Equal(p.Step.Seconds, p.Step.Operators.Sum(o => o.Seconds), 1e-9 * p.Step.Before.Seconds);
            Assert.Equal(p.Step.Before.Seconds, p.Step.Operators.Sum(o => o.SecondsBefore), 1e-9 * p.Step.Before.Seconds);
            Assert.Equal(p.Step.Operators.Select(o => Math.Abs(o.Seconds)).OrderDescending(), p.Step.Operators.Select(o => Math.Abs(o.Seconds)));
            Assert.NotNull(p.Step.Before.Energy);
        });
    }

    [Fact]
    public void A_model_does_not_differ_from_itself()
    {
        var difference = Diff("llama-3.1-8b", "llama-3.1-8b", 1);
        Assert.Equal(difference.BeforeFootprint, difference.AfterFootprint);
        Assert.All(difference.Phases, p => Assert.Equal((0, Separation.NotSeparable), (p.Step.Seconds, p.Step.Separation)));
        Assert.All(difference.Phases.SelectMany(p => p.Step.Operators), o => Assert.Equal((OperatorChange.Same, 0.0), (o.Change, o.Seconds)));
    }

    [Fact]
    public void Operators_appear_disappear_and_change()
    {
        var operators = Diff("qwen3-32b", "qwen3-30b-a3b", 2).Phases[^1].Step.Operators.ToDictionary(o => o.Name);
        Assert.Equal(OperatorChange.Appears, operators["moe.experts"].Change);
        Assert.Equal((0, ""), (operators["moe.experts"].RunsBefore, operators["moe.experts"].Before));
        Assert.Equal(OperatorChange.Disappears, operators["mlp.down"].Change);
        Assert.Equal(OperatorChange.Changes, operators["attention.qkv"].Change);
    }

    [Fact]
    public void What_does_not_fit_is_refused() => Assert.Contains(
        "does not fit", Assert.Throws<InputException>(() => Diff("llama-3.1-8b", "llama-3.1-70b", 1)).Message, StringComparison.Ordinal);

    private static ModelDifference Diff(string before, string after, int tp)
    {
        WorkloadDescription[] steps =
        [
            new() { Model = "", Phase = Phase.Prefill, Sequence = 512, Tp = tp },
            new() { Model = "", Phase = Phase.Decode, Batch = 16, Context = 2048, Tp = tp },
        ];
        return ModelDifference.Of(
            Catalogue.Node("h100-sxm"), Catalogue.Coefficients, Engines.Technology, Catalogue.Models.Load(before), Catalogue.Models.Load(after), steps);
    }
}
