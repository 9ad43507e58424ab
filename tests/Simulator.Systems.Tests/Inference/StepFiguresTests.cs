using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Workloads.Models;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Inference;

public class StepFiguresTests
{
    [Fact]
    public void Decode_makes_one_token_per_sequence_and_step()
    {
        var figures = StepFigures.Of(Catalogue.LlamaDecode(batch: 64, tp: 4), 0.02);
        Assert.Equal((4, 64.0), (figures.Gpus, figures.TokensPerStep));
        Assert.Equal(3200, figures.TokensPerSecond, 9);
        Assert.Equal(800, figures.TokensPerSecondPerGpu, 9);
        Assert.Equal(50, figures.TokensPerSecondPerUser, 9);
    }

    [Fact]
    public void Pipeline_stages_keep_as_many_batches_in_flight_and_groups_have_batches_of_their_own()
    {
        var request = Catalogue.Request("llama-3.1-8b", StepShape.Prefill(2, 100), parallelism: new Parallelism { Pp = 2, Dp = 4 });
        var figures = StepFigures.Of(request, 0.1);
        Assert.Equal((8, 800.0, 8), (figures.Gpus, figures.TokensPerStep, request.GlobalBatch));
        Assert.Equal(16000, figures.TokensPerSecond, 9);
        Assert.Equal(0, figures.TokensPerSecondPerUser);
    }

    [Fact]
    public void Latency_has_the_name_that_users_give_it() => Assert.Equal(
        ["TTFT", "TPOT", "latency"], new[] { Phase.Prefill, Phase.Decode, Phase.Encode }.Select(StepFigures.LatencyName));

    [Theory]
    [InlineData(64, 8, 8)]
    [InlineData(7, 7, 1)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    public void A_batch_is_divided_evenly(int batch, int groups, int each) => Assert.Equal(each, BatchDivision.PerGroup(batch, groups));

    [Theory]
    [InlineData(7, 2, "accepted: 6 or 8")]
    [InlineData(1, 4, "accepted: 4")]
    [InlineData(int.MaxValue, 2, "accepted: 2147483646 or 2147483648")]
    public void An_uneven_batch_is_refused(int batch, int groups, string accepted) =>
        Assert.EndsWith(accepted, Assert.Throws<InputException>(() => BatchDivision.PerGroup(batch, groups)).Message, StringComparison.Ordinal);
}
