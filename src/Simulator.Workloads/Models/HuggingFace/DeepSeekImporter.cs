using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>DeepSeek-V2, V3 and R1: latent attention, some dense layers first, then experts of which some are shared.</summary>
internal sealed class DeepSeekImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["deepseek_v3", "deepseek_v2"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var mixer = new MlaMixer
        {
            Heads = config.Count("num_attention_heads"),
            QLoraRank = config.CountOr("q_lora_rank", 0),
            KvLoraRank = config.Count("kv_lora_rank"),
            NopeDim = config.Count("qk_nope_head_dim"),
            RopeDim = config.Count("qk_rope_head_dim"),
            VDim = config.Count("v_head_dim"),
        };
        var inter = config.Count("moe_intermediate_size");
        var moe = new MoeFeedForward
        {
            Experts = config.Count("n_routed_experts"),
            TopK = config.Count("num_experts_per_tok"),
            Inter = inter,
            SharedInter = config.CountTimes("n_shared_experts", inter),
            RouterBias = config.TextOrNull("topk_method") == "noaux_tc",
        };
        MixtureImporter.CheckTopK(config, moe);
        var dense = new LayerDescription(mixer, new DenseFeedForward { Inter = config.Count("intermediate_size") });
        var sparse = new LayerDescription(mixer, moe);
        var first = config.Count("first_k_dense_replace", minimum: 0);
        var frequency = config.CountOr("moe_layer_freq", 1);
        var layers = Enumerable.Range(0, LayerCount(config)).Select(i => i < first || i % frequency != 0 ? dense : sparse);
        var drafted = config.CountOr("num_nextn_predict_layers", 0, minimum: 0);
        return Common(config, layers) with { Mtp = drafted > 0 ? new MtpDescription(drafted, [sparse]) : null };
    }
}
