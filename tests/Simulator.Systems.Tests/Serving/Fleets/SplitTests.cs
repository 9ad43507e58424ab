using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Splits;
using Simulator.Systems.Serving.Steps;
using Simulator.Timing;

namespace Simulator.Systems.Tests.Serving.Fleets;

/// <summary>Attention and feed-forwards on different GPUs: the pipeline of micro-batches, and what a step is made of.</summary>
public class SplitTests
{
    [Theory]
    [InlineData(1.0, 1.0, 0.1, 0.1, 1)]
    [InlineData(1.0, 1.0, 0.1, 0.1, 2)]
    [InlineData(1.0, 1.0, 0.1, 0.1, 3)]
    [InlineData(1.0, 0.3, 0.2, 0.5, 4)]
    [InlineData(0.1, 0.2, 2.0, 0.5, 3)]
    public void A_step_takes_as_long_as_its_micro_batches_need_through_all_stages_and_layers(double attention, double ffn, double there, double back, int parts)
    {
        const int Layers = 7;
        var closed = new PingPong(attention, ffn, there, back).StepSeconds(Layers, parts);
        Assert.Equal(Played([attention, there, ffn, back], Layers, parts), closed, 1e-9);
    }

    [Fact]
    public void Steps_are_the_attention_of_one_group_and_the_feed_forwards_of_all()
    {
        var system = System(Whole with { Dp = 8, Split = new SplitDescription { Ranks = 16, MicroBatches = 1 } });
        var split = system.Split!;
        var load = new StepLoad(0, 0, 0, 64, 64 * 1024);
        var round = split.Of(load, 1);
        Assert.Equal(system.Times.Seconds(load), 61 * round.AttentionSeconds, 1e-9);
        Assert.Equal(61 * round.RoundSeconds, split.Seconds(load), 1e-9);
        Assert.Equal(24, system.Gpus);

        // 8 x 64 tokens of 7168 fp8 numbers to each rank with one of the eight experts of a token, and back in bf16; slower through the eight ports.
        var ranks = (round.ThereSeconds - 5e-6) * 8 * 50e9 / (8 * 64 * 7168);
        Assert.InRange(ranks, 6.0, 7.0);
        Assert.Equal(2, (round.BackSeconds - 5e-6) / (round.ThereSeconds - 5e-6), 1e-9);
    }

    [Fact]
    public void Attention_GPUs_without_experts_keep_more_of_the_cache()
    {
        var whole = System(Whole with { Gpu = "b200-sxm", Dp = 8 });
        var split = System(Whole with { Gpu = "b200-sxm", Dp = 8, Split = new SplitDescription { Ranks = 8 } });
        Assert.True(split.KvTokens > 1.5 * whole.KvTokens);
    }

    [Fact]
    public void A_split_fleet_serves_everything()
    {
        var plan = new FleetPlan(
            Whole with { Dp = 2, Requests = 60, Rate = 2, Output = 16, Split = new SplitDescription { Ranks = 16, Gpu = "h200-sxm" } }, (own, _) => System(own));
        var result = plan.Run();
        Assert.Equal((60, 18), (result.Total.Finished, plan.Gpus));
        Assert.Equal(18 * result.Total.Seconds, result.GpuSeconds, 1e-6 * result.GpuSeconds);
    }

    [Theory]
    [InlineData(7, "split.ranks: 7 does not divide the 256 experts")]
    [InlineData(4, "split.ranks: deepseek-r1 does not fit on 4 feed-forward GPUs")]
    public void What_cannot_be_divided_is_refused(int ranks, string problem) => Assert.StartsWith(
        problem,
        Assert.Throws<InputException>(() => System(Whole with { Split = new SplitDescription { Ranks = ranks } })).Message, StringComparison.Ordinal);

    private static readonly ServingDescription Whole = new() { Gpu = "h100-sxm", Model = "deepseek-r1", Kv = NumberFormats.Parse("fp8"), Rate = 1 };

    private static ServingSystem System(ServingDescription own) =>
        own.ToSystem((gpu, _) => new TimingModel(Catalogue.Node(gpu!), Catalogue.Coefficients), Catalogue.Models.Load);

    // Every micro-batch through every stage of every layer; a stage takes one at a time, in order; layer by layer.
    private static double Played(double[] stages, int layers, int parts)
    {
        var free = new double[stages.Length];
        var ready = new double[parts];
        for (var layer = 0; layer < layers; layer++)
        {
            for (var part = 0; part < parts; part++)
            {
                for (var stage = 0; stage < stages.Length; stage++)
                {
                    ready[part] = free[stage] = Math.Max(ready[part], free[stage]) + stages[stage];
                }
            }
        }

        return ready.Max();
    }
}
