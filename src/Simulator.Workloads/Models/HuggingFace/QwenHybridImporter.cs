using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Qwen3.5-MoE: gated delta networks with full attention in every few layers, experts in all, a vision encoder before.</summary>
internal sealed class QwenHybridImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["qwen3_5_moe"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var text = config.Object("text_config");
        var attention = Attention(text) with
        {
            QkNorm = true,
            QkvBias = text.FlagOr("attention_bias", false),
            OutputBias = text.FlagOr("attention_bias", false),
            OutputGate = text.FlagOr("attn_output_gate", true),
        };
        var full = new LayerDescription(attention, Experts(text));
        var linear = new LayerDescription(DeltaNet(text), full.FeedForward);
        var modules = text.CountOr("mtp_num_hidden_layers", 0, minimum: 0);
        return Common(text, LayerTypes(text).Select(t => t == "full_attention" ? full : linear)) with
        {
            Kind = ModelKind.VisionLanguage,
            TiedEmbeddings = config.FlagOr("tie_word_embeddings", false),
            Vision = QwenVisionImporter.Vision(config.Object("vision_config")),
            Mtp = modules > 0 ? new MtpDescription(modules, [full]) : null,
        };
    }

    private static IReadOnlyList<string> LayerTypes(ConfigObject text)
    {
        var types = text.Texts("layer_types");
        var layers = LayerCount(text);
        if (types.Count != layers)
            throw text.Error("layer_types", $"{types.Count} entries for {layers} layers");
        return types.FirstOrDefault(t => t is not ("full_attention" or "linear_attention")) is { } unknown
            ? throw text.Error("layer_types", $"unknown type '{unknown}'; accepted: full_attention, linear_attention")
            : types;
    }

    private static DeltaNetMixer DeltaNet(ConfigObject text) => new()
    {
        KeyHeads = text.Count("linear_num_key_heads"),
        ValueHeads = text.Count("linear_num_value_heads"),
        KeyDim = text.Count("linear_key_head_dim"),
        ValueDim = text.Count("linear_value_head_dim"),
        DConv = text.Count("linear_conv_kernel_dim"),
    };

    private static MoeFeedForward Experts(ConfigObject text)
    {
        var moe = new MoeFeedForward
        {
            Experts = text.Count("num_experts"),
            TopK = text.Count("num_experts_per_tok"),
            Inter = text.Count("moe_intermediate_size"),
            SharedInter = text.CountOr("shared_expert_intermediate_size", 0, minimum: 0),
            SharedGate = text.CountOr("shared_expert_intermediate_size", 0, minimum: 0) > 0,
        };
        MixtureImporter.CheckTopK(text, moe);
        return moe;
    }
}
