using Simulator.Hardware.Formats;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Tests.Precisions;

public class PrecisionRecipeTests
{
    private static readonly ModelCatalog Catalog = ModelCatalog.Open(RepositoryPaths.Workloads);

    [Fact]
    public void A_named_recipe_leaves_head_router_and_vision_unquantised()
    {
        var recipe = PrecisionRecipe.Of(GemmPrecisions.Nvfp4);
        Assert.Equal(GemmPrecisions.Nvfp4, recipe.Precision(WeightComponent.Experts));
        Assert.All(
            (WeightComponent[])[WeightComponent.LmHead, WeightComponent.Router, WeightComponent.Vision, WeightComponent.Embedding, WeightComponent.Other],
            component => Assert.Equal(GemmPrecisions.Bf16, recipe.Precision(component)));
    }

    [Fact]
    public void The_published_recipe_follows_the_file_layer_by_layer()
    {
        var recipe = PrecisionRecipe.Follow(Catalog.Load("nemotron-3-nano-30b-a3b-nvfp4"));
        Assert.Equal(NumberFormats.Fp8E4M3, recipe.Kv);
        Assert.Equal(GemmPrecisions.Bf16, recipe.Precision(WeightComponent.Recurrent, 4));
        Assert.Equal(GemmPrecisions.Nvfp4, recipe.Precision(WeightComponent.Recurrent, 0));
    }

    [Fact]
    public void An_unquantised_model_is_published_in_bf16() =>
        Assert.Equal(GemmPrecisions.Bf16, PrecisionRecipe.Follow(Catalog.Load("llama-3.1-8b")).Precision(WeightComponent.FeedForward, 0));

    [Fact]
    public void Overrides_come_first()
    {
        var recipe = PrecisionRecipe.Of(GemmPrecisions.Fp8).With(WeightComponent.LmHead, GemmPrecisions.Fp8).WithKv(NumberFormats.Fp8E4M3);
        Assert.Equal(GemmPrecisions.Fp8, recipe.Precision(WeightComponent.LmHead));
        Assert.Equal("bf16/kv-fp8", recipe.Attention.Name);
        Assert.Equal("fp8/kv-fp8", recipe.WithAttention(NumberFormats.Fp8E4M3).Attention.Name);
    }

    [Fact]
    public void A_half_precision_recipe_streams_half_precision()
    {
        var recipe = PrecisionRecipe.Parse("fp16", Catalog.Load("llama-3.1-8b"));
        Assert.Equal((NumberFormats.Fp16, NumberFormats.Fp16), (recipe.Activation, recipe.Kv));
        Assert.Equal(GemmPrecisions.Fp16, recipe.Precision(WeightComponent.LmHead));
    }
}
