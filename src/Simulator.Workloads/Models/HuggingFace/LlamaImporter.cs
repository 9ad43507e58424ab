using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Llama and the dense decoders that differ from it in biases and norms of queries and keys (Mistral, Qwen2, Qwen3).</summary>
internal sealed class LlamaImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["llama", "mistral", "qwen2", "qwen3"];

    internal override ModelDescription Import(ConfigObject config) => Import(config, config.Text("model_type"));

    internal static ModelDescription Import(ConfigObject config, string modelType)
    {
        var attention = Attention(config) with
        {
            QkvBias = modelType == "qwen2" || config.FlagOr("attention_bias", false),
            OutputBias = modelType != "qwen2" && config.FlagOr("attention_bias", false),
            QkNorm = modelType is "qwen3" or "qwen3_vl_text",
        };
        var feedForward = new DenseFeedForward { Inter = config.Count("intermediate_size"), Bias = config.FlagOr("mlp_bias", false) };
        var layers = SlidingWindows.Of(config, LayerCount(config), modelType == "mistral")
            .Select(window => new LayerDescription(attention with { Window = window }, feedForward));
        return Common(config, layers);
    }
}
