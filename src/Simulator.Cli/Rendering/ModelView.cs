using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a model description.</summary>
internal static class ModelView
{
    private static readonly string[] Recipes = [PrecisionRecipe.PublishedName, "bf16", "fp8", "nvfp4"];

    /// <summary>Draws the layers, the parameters and the memory by recipe.</summary>
    public static void Draw(IAnsiConsole console, ModelDescription model)
    {
        console.WriteLine($"{model.Name} ({model.Id}): {model.Kind}, hidden {model.Hidden}, vocabulary {model.Vocab}, up to {model.MaxPositions} positions");
        console.WriteLine($"source: {model.Source}; version {model.Version}");
        var layers = new TextTable(">layers", "mixer", "feed-forward");
        foreach (var group in model.Layers.GroupBy(l => (Mixer: Describe(l.Mixer), FeedForward: Describe(l.FeedForward))))
        {
            layers.AddRow($"{group.Count()}", group.Key.Mixer, group.Key.FeedForward);
        }

        layers.Draw(console);
        var count = model.Parameters;
        console.WriteLine(
            $"parameters {Words.Parameters(count.Total)}, active per token {Words.Parameters(count.Active)} "
            + $"(with the embedding table {Words.Parameters(count.ActiveWithEmbedding)})");
        var memory = new TextTable("recipe", ">weights", ">KV cache per token", ">state per sequence");
        foreach (var name in Recipes)
        {
            var recipe = PrecisionRecipe.Parse(name, model);
            var cache = KvCache.Of(model, recipe, Parallelism.Single);
            memory.AddRow(
                name, Words.Bytes(WeightFootprint.Whole(model, recipe).Bytes), Words.Bytes(cache.FirstTokenBytes),
                Words.Bytes(cache.StateBytes));
        }

        memory.Draw(console);
        foreach (var window in KvCache.Of(model, PrecisionRecipe.Parse(PrecisionRecipe.PublishedName, model), Parallelism.Single).Windows)
        {
            console.WriteLine($"{Words.Bytes(window.BytesPerToken)} of the cache per token (published) end at a window of {window.Window} tokens");
        }
    }

    private static string Describe(object? part) => part switch
    {
        null => "none",
        AttentionMixer a => $"attention {a.Heads} heads, {a.KvHeads} KV heads of {a.HeadDim}{(a.Window > 0 ? $", window {a.Window}" : "")}{(a.Causal ? "" : ", no mask")}",
        Mamba2Mixer m => $"Mamba-2 {m.Heads} heads of {m.HeadDim}, state {m.DState}, {m.Groups} groups",
        DeltaNetMixer d => $"gated delta net {d.KeyHeads} key heads of {d.KeyDim}, {d.ValueHeads} value heads of {d.ValueDim}",
        MlaMixer m => $"latent attention {m.Heads} heads, latent {m.Dimensions.KvLora} + {m.Dimensions.Rope}",
        MoeFeedForward f => $"{f.TopK} of {f.Experts} experts of {f.Inter}{(f.SharedInter > 0 ? $", shared {f.SharedInter}" : "")}{(f.Latent > 0 ? $", latent {f.Latent}" : "")}",
        DenseFeedForward f => $"dense {f.Inter}{(f.Gated ? ", gated" : "")}",
        _ => part.GetType().Name,
    };
}
