using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Reads the configurations of one family of architectures.</summary>
internal abstract class ArchitectureImporter
{
    /// <summary>Values of <c>model_type</c> that it reads.</summary>
    internal abstract ImmutableArray<string> ModelTypes { get; }

    /// <summary>Reads the architecture; identity and quantisation are added by the caller.</summary>
    internal abstract ModelDescription Import(ConfigObject config);

    /// <summary>The fields that all families spell alike, for a decoder without tied embeddings unless the file says so.</summary>
    protected static ModelDescription Common(ConfigObject config, IEnumerable<LayerDescription> layers, bool tiedByDefault = false) => new()
    {
        Id = "",
        Name = "",
        Kind = ModelKind.Decoder,
        Hidden = config.Count("hidden_size"),
        Vocab = config.Count("vocab_size"),
        TiedEmbeddings = config.FlagOr("tie_word_embeddings", tiedByDefault),
        MaxPositions = config.Count("max_position_embeddings"),
        Layers = [.. layers],
    };

    /// <summary>Attention as most decoders spell it.</summary>
    protected static AttentionMixer Attention(ConfigObject config)
    {
        var heads = config.Count("num_attention_heads");
        var kvHeads = config.CountOr("num_key_value_heads", heads);
        if (heads % kvHeads != 0)
            throw config.Error("num_key_value_heads", $"{kvHeads} does not divide the {heads} of num_attention_heads");
        var headDim = HeadDim(config, heads);
        return new AttentionMixer { Heads = heads, KvHeads = kvHeads, HeadDim = headDim, RotaryDim = RotaryDim(config, headDim) };
    }

    /// <summary>Width of a head: as written, else the residual stream divided by the heads, as the reference implementations do.</summary>
    protected static int HeadDim(ConfigObject config, int heads)
    {
        if (config.Has("head_dim"))
            return config.Count("head_dim");
        var hidden = config.Count("hidden_size");
        return hidden % heads == 0
            ? hidden / heads
            : throw config.Error("head_dim", $"missing, and the {heads} heads do not divide hidden_size {hidden}; a whole number is expected");
    }

    /// <summary>Layers that the file counts, at most ten thousand.</summary>
    protected static int LayerCount(ConfigObject config, string key = "num_hidden_layers")
    {
        var count = config.Count(key);
        return count <= 10_000 ? count : throw config.Error(key, $"{count} layers; accepted: 1 to 10000");
    }

    private static int RotaryDim(ConfigObject config, int headDim)
    {
        var source = config.ObjectOrNull("rope_parameters") is { } rope && rope.Has("partial_rotary_factor") ? rope : config;
        return source.Has("partial_rotary_factor") ? (int)(headDim * source.Positive("partial_rotary_factor")) : headDim;
    }
}
