using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>gpt-oss: alternating windows, attention sinks, and biases everywhere (OpenAI, "gpt-oss-120b &amp; gpt-oss-20b Model Card", 2025).</summary>
internal sealed class GptOssImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["gpt_oss"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var bias = config.FlagOr("attention_bias", true);
        var attention = Attention(config) with { QkvBias = bias, OutputBias = bias, Sinks = true };
        var moe = new MoeFeedForward
        {
            Experts = config.Count("num_local_experts"),
            TopK = config.CountOfAny("num_experts_per_tok", "experts_per_token"),
            Inter = config.Count("intermediate_size"),
            Bias = true,
            RouterBias = true,
        };
        MixtureImporter.CheckTopK(config, moe);
        config.Texts("layer_types");
        var windows = SlidingWindows.Of(config, LayerCount(config), inAllLayers: false);
        return Common(config, windows.Select(w => new LayerDescription(attention with { Window = w }, moe)));
    }
}
