using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Whisper: a speech encoder and a decoder with cross-attention.</summary>
internal sealed class WhisperImporter : ArchitectureImporter
{
    private const int ConvTaps = 3;

    internal override ImmutableArray<string> ModelTypes => ["whisper"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var hidden = config.Count("d_model");
        var decoderAttention = Attention(config, hidden, "decoder_attention_heads");
        var encoderLayer = new LayerDescription(
            Attention(config, hidden, "encoder_attention_heads") with { Causal = false },
            new DenseFeedForward { Inter = config.Count("encoder_ffn_dim"), Gated = false, Bias = true });
        var decoderLayer = new LayerDescription(
            decoderAttention,
            new DenseFeedForward { Inter = config.Count("decoder_ffn_dim"), Gated = false, Bias = true },
            decoderAttention with { Causal = false });
        return new ModelDescription
        {
            Id = "",
            Name = "",
            Kind = ModelKind.EncoderDecoder,
            Hidden = hidden,
            Vocab = config.Count("vocab_size"),
            TiedEmbeddings = config.FlagOr("tie_word_embeddings", true),
            MaxPositions = config.Count("max_target_positions"),
            LearntPositions = config.Count("max_target_positions"),
            LayerNorm = true,
            Layers = [.. Enumerable.Repeat(decoderLayer, LayerCount(config, "decoder_layers"))],
            Audio = new AudioEncoder(
                config.Count("num_mel_bins"),
                config.Count("max_source_positions"),
                ConvTaps,
                [.. Enumerable.Repeat(encoderLayer, LayerCount(config, "encoder_layers"))]),
        };
    }

    private static AttentionMixer Attention(ConfigObject config, int hidden, string headsKey)
    {
        var heads = config.Count(headsKey);
        return hidden % heads == 0
            ? new AttentionMixer { Heads = heads, KvHeads = heads, HeadDim = hidden / heads, QkvBias = true, OutputBias = true }
            : throw config.Error(headsKey, $"{heads} does not divide d_model {hidden}");
    }
}
