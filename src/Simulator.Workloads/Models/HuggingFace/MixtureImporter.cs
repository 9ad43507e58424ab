using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Decoders whose every layer, or nearly, is a mixture of experts: Mixtral and Qwen3-MoE.</summary>
internal sealed class MixtureImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["mixtral", "qwen3_moe"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var isQwen = config.Text("model_type") == "qwen3_moe";
        var bias = config.FlagOr("attention_bias", false);
        var attention = Attention(config) with { QkvBias = bias, OutputBias = bias, QkNorm = isQwen };
        var moe = new MoeFeedForward
        {
            Experts = config.CountOfAny(isQwen ? "num_experts" : "num_local_experts"),
            TopK = config.Count("num_experts_per_tok"),
            Inter = config.Count(isQwen ? "moe_intermediate_size" : "intermediate_size"),
        };
        CheckTopK(config, moe);
        var layers = LayerCount(config);
        var windows = SlidingWindows.Of(config, layers, inAllLayers: !isQwen);
        var dense = isQwen ? config.Has("mlp_only_layers") ? config.Counts("mlp_only_layers", minimum: 0) : [] : [];
        var step = isQwen ? config.CountOr("decoder_sparse_step", 1) : 1;
        return Common(config, Enumerable.Range(0, layers).Select(i => new LayerDescription(
            attention with { Window = windows[i] },
            dense.Contains(i) || (i + 1) % step != 0 ? new DenseFeedForward { Inter = config.Count("intermediate_size") } : moe)));
    }

    internal static void CheckTopK(ConfigObject config, MoeFeedForward moe)
    {
        if (moe.TopK > moe.Experts)
            throw config.Error("num_experts_per_tok", $"{moe.TopK} of {moe.Experts} experts; accepted: 1 to {moe.Experts}");
    }
}
