using System.Collections.Immutable;
using Simulator.Workloads.Models.Parameters;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>How published checkpoints name the modules of a layer, so that a quantisation's exclusions can be read.</summary>
internal static class ModuleNames
{
    private static readonly ImmutableArray<string> Attention = ["q_proj", "k_proj", "v_proj", "o_proj", "qkv_proj"];
    private static readonly ImmutableArray<string> Latents = ["q_proj", "q_a_proj", "q_b_proj", "kv_a_proj_with_mqa", "kv_b_proj", "o_proj"];
    private static readonly ImmutableArray<string> Dense = ["gate_proj", "up_proj", "down_proj", "gate_up_proj"];

    /// <summary>The quantisable components of a layer, each with its modules below <c>layers.INDEX.</c>.</summary>
    internal static IEnumerable<(WeightComponent Component, IEnumerable<string> Modules)> Of(LayerDescription layer)
    {
        if (layer.Mixer is AttentionMixer)
            yield return (WeightComponent.Attention, Under(["self_attn", "mixer"], Attention));
        if (layer.Mixer is MlaMixer)
            yield return (WeightComponent.Attention, Under(["self_attn"], Latents));
        if (layer.Mixer is Mamba2Mixer)
            yield return (WeightComponent.Recurrent, Under(["mixer"], ["in_proj", "out_proj"]));
        if (layer.Mixer is DeltaNetMixer)
            yield return (WeightComponent.Recurrent, Under(["linear_attn"], ["in_proj_qkv", "in_proj_z", "in_proj_qkvz", "out_proj"]));
        if (layer.FeedForward is DenseFeedForward)
            yield return (WeightComponent.FeedForward, Under(["mlp", "mixer"], Dense));
        if (layer.FeedForward is not MoeFeedForward moe)
            yield break;
        yield return (WeightComponent.Experts, Under(["mlp.experts.0", "mixer.experts.0", "block_sparse_moe.experts.0"], [.. Dense, "w1", "w2", "w3"]));
        if (moe.SharedInter > 0)
            yield return (WeightComponent.SharedExpert, Under(["mlp.shared_expert", "mlp.shared_experts", "mixer.shared_experts"], Dense));
        if (moe.Latent > 0)
            yield return (WeightComponent.Latent, Under(["mixer"], ["fc1_latent_proj", "fc2_latent_proj"]));
    }

    private static IEnumerable<string> Under(ImmutableArray<string> parents, ImmutableArray<string> names) =>
        parents.SelectMany(_ => names, (parent, name) => $"{parent}.{name}");
}
