using Simulator.Hardware.Formats;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Tests.Memory;

public class KvCacheTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    [Theory]
    [InlineData("llama-3.1-70b", 2 * 80 * 8 * 128 * 2)]
    [InlineData("llama-3.3-nemotron-super-49b", 2 * 49 * 8 * 128 * 2)]
    [InlineData("nemotron-h-56b", 2 * 10 * 8 * 128 * 2)]
    [InlineData("nemotron-3-nano-30b-a3b", 2 * 6 * 2 * 128 * 2)]
    [InlineData("qwen3.5-35b-a3b", 2 * 10 * 2 * 256 * 2)]
    [InlineData("deepseek-v3", 61 * (512 + 64) * 2)]
    [InlineData("gpt-oss-120b", 2 * 18 * 8 * 64 * 2)]
    [InlineData("bge-m3", 0)]
    public void A_token_takes_the_bytes_of_its_attention_layers(string id, double bytes) =>
        Assert.Equal(bytes, Cache(id, Parallelism.Single).BytesPerToken);

    [Fact]
    public void A_narrower_cache_takes_its_share()
    {
        var model = Catalog.Load("llama-3.1-70b");
        var recipe = PrecisionRecipe.Of(GemmPrecisions.Fp8).WithKv(NumberFormats.Fp8E4M3);
        Assert.Equal(2 * 80 * 8 * 128, KvCache.Of(model, recipe, Parallelism.Single).BytesPerToken);
    }

    [Theory]
    [InlineData(8, 1, 2.0 * 80 * 1 * 128 * 2)]
    [InlineData(16, 1, 2.0 * 80 * 1 * 128 * 2)]
    [InlineData(8, 3, 2.0 * 27 * 1 * 128 * 2)]
    public void Ranks_share_heads_and_stages_share_layers(int tp, int pp, double bytes) =>
        Assert.Equal(bytes, Cache("llama-3.1-70b", new Parallelism { Tp = tp, Pp = pp }).BytesPerToken);

    [Fact]
    public void Latents_are_held_by_every_rank() =>
        Assert.Equal(Cache("deepseek-v3", Parallelism.Single).BytesPerToken, Cache("deepseek-v3", new Parallelism { Tp = 8 }).BytesPerToken);

    [Fact]
    public void A_window_bounds_the_cache()
    {
        var cache = Cache("gpt-oss-120b", Parallelism.Single);
        var window = Assert.Single(cache.Windows);
        Assert.Equal(128, window.Window);
        Assert.Equal((cache.BytesPerToken * 10_000) + (window.BytesPerToken * 128), cache.BytesPerSequence(10_000));
        Assert.Equal((cache.BytesPerToken + window.BytesPerToken) * 100, cache.BytesPerSequence(100));
    }

    [Fact]
    public void Recurrent_layers_hold_a_constant_state()
    {
        var cache = Cache("nemotron-3-nano-30b-a3b", Parallelism.Single);
        Assert.Equal(23.0 * ((64 * 64 * 128 * 4) + ((4096 + 2048) * 3 * 2)), cache.StateBytes);
        Assert.Equal(cache.StateBytes, cache.BytesPerSequence(0));
    }

    [Fact]
    public void Cross_attention_holds_the_encoders_positions() =>
        Assert.Equal(1500.0 * 32 * 2 * 20 * 64 * 2, Cache("whisper-large-v3", Parallelism.Single).CrossBytes);

    private static KvCache Cache(string id, Parallelism parallelism) => KvCache.Of(Catalog.Load(id), PrecisionRecipe.Of(GemmPrecisions.Bf16), parallelism);
}
