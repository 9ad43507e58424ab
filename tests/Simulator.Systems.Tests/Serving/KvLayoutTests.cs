using Simulator.Hardware.Formats;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Timing;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Blocks of each kind of layer against figures worked out by hand from the models' published shapes.</summary>
public class KvLayoutTests
{
    [Theory]
    [InlineData("llama-3.1-70b", "bf16", 4, 80 * 2 * 2 * 128 * 2)] // 80 layers, keys and values, 8 / 4 heads of 128, two bytes
    [InlineData("llama-3.1-70b", "fp8", 4, 80 * 2 * 2 * 128)]
    [InlineData("llama-3.1-70b", "nvfp4", 4, 80 * 2 * 2 * 128 * 0.5625)] // half a byte, and a byte of scale for sixteen
    [InlineData("llama-3.1-70b", "fp8", 16, 80 * 2 * 1 * 128)] // a key head is never divided
    [InlineData("deepseek-v3", "bf16", 1, 61 * 576 * 2)] // a latent of 512 and a rotary key of 64, whole on every rank
    [InlineData("deepseek-v3", "bf16", 8, 61 * 576 * 2)]
    [InlineData("gpt-oss-120b", "bf16", 2, 18 * 2 * 4 * 64 * 2)] // half of 36 layers see all tokens
    [InlineData("nemotron-h-56b", "bf16", 8, 10 * 2 * 1 * 128 * 2)] // 10 attention layers among Mamba-2 layers
    public void A_block_holds_its_tokens_of_the_layers_that_see_all(string model, string kv, int tp, double tokenBytes)
    {
        var layout = Layout(model, kv, tp);
        Assert.Equal(16 * tokenBytes, layout.BlockBytes, 1e-6);
        Assert.True(layout.Grows);
        Assert.Equal(layout.ConstantBlocks + 7, layout.Needed(100));
    }

    [Fact]
    public void Windows_are_held_whole()
    {
        // gpt-oss-120b: 18 layers with a window of 128, as wide as the 18 that see all: eight blocks of sixteen tokens.
        var layout = Layout("gpt-oss-120b", "bf16", 2);
        Assert.Equal((8, 1.0, 0), (layout.ConstantBlocks, layout.WindowBlocks, layout.SnapshotBlocks));
    }

    [Fact]
    public void States_are_held_whole_and_in_their_own_format()
    {
        // nemotron-h-56b on eight ranks: 54 Mamba-2 layers with 256 heads of 64, a state of 256, 8 groups, 4 taps: 32 heads and 1 group a rank; four
        // bytes of state, two of the convolution's last three inputs.
        var layout = Layout("nemotron-h-56b", "bf16", 8);
        var bytes = 54 * ((32 * 64 * 256 * 4.0) + (((32 * 64) + (2 * 1 * 256)) * 3 * 2.0));
        Assert.Equal((int)Math.Ceiling(bytes / layout.BlockBytes), layout.ConstantBlocks);
        Assert.Equal(layout.ConstantBlocks, layout.SnapshotBlocks);
    }

    [Fact]
    public void A_cache_of_windows_or_states_alone_does_not_grow()
    {
        var windows = KvLayout.Of(new KvCache(0, [new WindowedCache(4096, 1000)], 0, 0), 16);
        Assert.Equal((256, false, 16_000.0, 1.0), (windows.ConstantBlocks, windows.Grows, windows.BlockBytes, windows.WindowBlocks));
        Assert.Equal(windows.Needed(1), windows.Needed(1_000_000));
        var states = KvLayout.Of(new KvCache(0, [], 5e6, 0), 16);
        Assert.Equal((1, false, 5e6, 1), (states.ConstantBlocks, states.Grows, states.BlockBytes, states.SnapshotBlocks));
    }

    [Theory]
    [InlineData("llama-3.1-70b", 4, 1)]
    [InlineData("deepseek-v3", 1, 8)]
    public void Blocks_are_what_weights_activations_and_runtime_leave(string id, int tp, int dp)
    {
        var (model, parallelism) = (Catalogue.Models.Load(id), new Parallelism { Tp = tp, Dp = dp });
        var recipe = PrecisionRecipe.Parse("fp8", model);
        var timing = new TimingModel(Catalogue.Node("b200-sxm"), Catalogue.Coefficients);
        var settings = new EngineSettings();
        var budget = new ServingSystem(timing, model, recipe, parallelism, settings).Budget;
        var weights = WeightFootprint.PerRank(model, recipe, parallelism).Bytes;
        var room = (0.9 * timing.System.Gpu.Memory.VisibleBytes) - weights - 1.5e9;
        Assert.InRange(budget.Blocks * budget.Layout.BlockBytes, room - 5e9, room);

        // Twice the token budget has larger activations; another half of the memory gives that much more.
        var wide = new ServingSystem(timing, model, recipe, parallelism, settings with { TokenBudget = 16384 }).Budget;
        Assert.True(wide.Blocks < budget.Blocks);
        var less = new ServingSystem(timing, model, recipe, parallelism, settings, 0.8).Budget;
        Assert.Equal(0.1 * timing.System.Gpu.Memory.VisibleBytes, (budget.Blocks - less.Blocks) * budget.Layout.BlockBytes, 2 * budget.Layout.BlockBytes);
    }

    [Fact]
    public void Multi_token_prediction_takes_its_weights_and_a_layer_of_the_cache()
    {
        var (model, parallelism) = (Catalogue.Models.Load("deepseek-v3"), new Parallelism { Dp = 8 });
        var recipe = PrecisionRecipe.Follow(model);
        var timing = new TimingModel(Catalogue.Node("b200-sxm"), Catalogue.Coefficients);
        var settings = new EngineSettings { Speculation = new Speculation(2, [0.8]) };
        var drafter = Drafter.Mtp(model, recipe, parallelism);
        var plain = new ServingSystem(timing, model, recipe, parallelism, settings);
        var with = new ServingSystem(timing, model, recipe, parallelism, settings, 0.9, drafter);
        Assert.Equal(62.0 / 61, with.Budget.Cache.BytesPerToken / plain.Budget.Cache.BytesPerToken, 1e-12);
        var lost = (plain.KvBlocks * plain.Budget.Layout.BlockBytes) - (with.KvBlocks * with.Budget.Layout.BlockBytes);
        Assert.Equal(drafter.WeightBytes, lost, 1e-3 * drafter.WeightBytes);
    }

    private static KvLayout Layout(string model, string kv, int tp)
    {
        var description = Catalogue.Models.Load(model);
        var recipe = PrecisionRecipe.Parse("bf16", description).WithKv(NumberFormats.Parse(kv));
        return KvLayout.Of(KvCache.Of(description, recipe, new Parallelism { Tp = tp }), 16);
    }
}
