using Simulator.Workloads.Memory;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Workloads.Tests.Memory;

public class WeightFootprintTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    public static TheoryData<string> Ids => [.. Catalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_unquantised_model_takes_two_bytes_per_parameter(string id)
    {
        var model = Catalog.Load(id);
        Assert.Equal(2 * model.Parameters.Total, WeightFootprint.Whole(model, PrecisionRecipe.Of(GemmPrecisions.Bf16)).Bytes, 2 * model.Parameters.Total * 1e-12);
    }

    [Theory]
    [InlineData("llama-3.1-70b", 8)]
    [InlineData("qwen3-235b-a22b", 8)]
    [InlineData("nemotron-3-ultra-550b-a55b", 8)]
    [InlineData("deepseek-v3", 16)]
    [InlineData("qwen3.5-35b-a3b", 2)]
    public void The_ranks_together_hold_the_model_and_what_they_replicate(string id, int tp)
    {
        var model = Catalog.Load(id);
        var recipe = PrecisionRecipe.Of(GemmPrecisions.Bf16);
        var replicated = ParameterInventory.Of(model).Sum(g => 2 * g.Elements * g.Sharding switch
        {
            WeightSharding.Replicated => tp - 1,
            WeightSharding.Grouped => ((double)tp / Math.Min(tp, g.Groups)) - 1,
            _ => 0,
        });
        var ranks = tp * WeightFootprint.PerRank(model, recipe, new Parallelism { Tp = tp }).Bytes;
        Assert.Equal(WeightFootprint.Whole(model, recipe).Bytes + replicated, ranks, ranks * 1e-12);
    }

    [Theory]
    [InlineData("llama-3.1-70b", 4)]
    [InlineData("deepseek-v3", 5)]
    [InlineData("qwen3-vl-32b", 3)]
    public void Pipeline_stages_together_hold_the_model(string id, int pp)
    {
        var model = Catalog.Load(id);
        var recipe = PrecisionRecipe.Follow(model);
        var stages = WeightFootprint.Stages(model, recipe, new Parallelism { Pp = pp });
        var whole = WeightFootprint.Whole(model, recipe).Bytes;
        Assert.Equal(whole, stages.Sum(s => s.Bytes), whole * 1e-12);
        Assert.Equal(stages.Max(s => s.Bytes), WeightFootprint.PerRank(model, recipe, new Parallelism { Pp = pp }).Bytes);
    }

    [Fact]
    public void The_published_quantisation_gives_the_published_size()
    {
        // gpt-oss-120b: 60.8 GiB of checkpoint (OpenAI model card, 2025, table 1).
        var model = Catalog.Load("gpt-oss-120b");
        Assert.InRange(WeightFootprint.Whole(model, PrecisionRecipe.Follow(model)).Bytes / (1L << 30), 60.8 * 0.99, 60.8 * 1.01);
    }

    [Fact]
    public void Scales_count()
    {
        var model = Catalog.Load("llama-3.1-8b");
        var bytes = WeightFootprint.Whole(model, PrecisionRecipe.Of(GemmPrecisions.Nvfp4)).ByComponent[WeightComponent.FeedForward];
        Assert.Equal(32 * 3.0 * 4096 * 14336 * 0.5625, bytes);
    }

    [Fact]
    public void Experts_are_divided_by_all_ranks_of_a_stage()
    {
        var model = Catalog.Load("deepseek-v3");
        var recipe = PrecisionRecipe.Follow(model);
        var whole = WeightFootprint.Whole(model, recipe).ByComponent;
        var rank = WeightFootprint.PerRank(model, recipe, new Parallelism { Dp = 32 }).ByComponent;
        Assert.Equal(whole[WeightComponent.Experts] / 32, rank[WeightComponent.Experts], 1.0);
        Assert.Equal(whole[WeightComponent.Attention], rank[WeightComponent.Attention]);
    }

    [Fact]
    public void The_peak_of_activations_grows_with_the_tokens()
    {
        var model = Catalog.Load("llama-3.1-8b");
        var recipe = PrecisionRecipe.Of(GemmPrecisions.Bf16);
        double Peak(StepShape step) => ActivationFootprint.PeakBytes(model, step, recipe, TraceBuilder.Build(model, step, recipe, Parallelism.Single));
        // Residual, and the widest operator: the activation between the products, 28672 values in and 14336 out.
        Assert.Equal(8192.0 * 2 * (4096 + 28672 + 14336), Peak(StepShape.Prefill(1, 8192)));
        Assert.True(Peak(StepShape.Decode(1, 8192)) < Peak(StepShape.Decode(64, 8192)));
    }
}
