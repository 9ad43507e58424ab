using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Llama reshaped by neural architecture search (DeciLM; Llama Nemotron Super): every layer has an attention and a feed-forward of its own.</summary>
internal sealed class DeciImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["nemotron-nas", "deci"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var heads = config.Count("num_attention_heads");
        var headDim = HeadDim(config, heads);
        var blocks = config.Objects("block_configs");
        var layers = LayerCount(config);
        if (blocks.Count != layers)
            throw config.Error("block_configs", $"{blocks.Count} blocks for {layers} layers");
        return Common(config, blocks.Select(b => Layer(config, b, heads, headDim)));
    }

    private static LayerDescription Layer(ConfigObject config, ConfigObject block, int heads, int headDim)
    {
        var attention = block.Object("attention");
        var feedForward = block.Object("ffn");
        return new LayerDescription(
            IsPresent(attention) ? Attention(config, attention, heads, headDim) : null,
            IsPresent(feedForward) ? new DenseFeedForward { Inter = Inter(config.Count("hidden_size"), feedForward.Positive("ffn_mult")) } : null);
    }

    private static AttentionMixer Attention(ConfigObject config, ConfigObject attention, int heads, int headDim)
    {
        var group = attention.Count("n_heads_in_group");
        if (heads % group != 0)
            throw attention.Error("n_heads_in_group", $"{group} does not divide the {heads} of num_attention_heads");
        var bias = config.FlagOr("attention_bias", false);
        return new AttentionMixer
        {
            Heads = heads,
            KvHeads = heads / group,
            HeadDim = headDim,
            RotaryDim = headDim,
            Window = attention.CountOr("window_length", 0),
            QkvBias = bias,
            OutputBias = bias,
        };
    }

    private static bool IsPresent(ConfigObject part)
    {
        foreach (var key in (string[])["replace_with_linear", "sparsify", "unshifted_sink", "use_prefill_window_in_sink_attention"])
        {
            if (part.Has(key) && part.FlagOr(key, false))
                throw part.Error(key, "not supported; accepted: false");
        }

        return !part.FlagOr("no_op", false);
    }

    /// <summary>Two thirds of the multiple, rounded up to 256, as in the model's own <c>modeling_decilm.py</c>.</summary>
    private static int Inter(int hidden, double multiple) => ((int)(2 * multiple * hidden / 3) + 255) / 256 * 256;
}
