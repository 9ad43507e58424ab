using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>A model description as a file of the catalogue holds it: blocks with names, and the layers as a sequence of these names.</summary>
public sealed record ModelFile
{
    /// <summary>The identifier, equal to the file's name without its extension.</summary>
    [Field("id")] public required string Id { get; init; }

    /// <summary>The name that its maker gives it.</summary>
    [Field("name")] public required string Name { get; init; }

    /// <summary>The version of this file alone: of a variant, not of its base. Default: the hash of the contents.</summary>
    [Field("version")] public string? Version { get; init; }

    /// <summary>Where the description comes from.</summary>
    [Field("source")] public required string Source { get; init; }

    /// <summary>What it computes.</summary>
    [Field("kind")] public required ModelKind Kind { get; init; }

    /// <summary>Width of the residual stream.</summary>
    [Field("hidden")] public required int Hidden { get; init; }

    /// <summary>Rows of the embedding table.</summary>
    [Field("vocab")] public required int Vocab { get; init; }

    /// <summary>The longest sequence, in tokens.</summary>
    [Field("max_positions")] public required int MaxPositions { get; init; }

    /// <summary>Whether the language-model head is the embedding table.</summary>
    [Field("tied_embeddings")] public bool TiedEmbeddings { get; init; }

    /// <summary>Learnt position embeddings.</summary>
    [Field("learnt_positions", Minimum = 0)] public int LearntPositions { get; init; }

    /// <summary>Learnt embeddings of segments.</summary>
    [Field("token_types", Minimum = 0)] public int TokenTypes { get; init; }

    /// <summary>Whether norms are layer norms with a bias; else root mean square.</summary>
    [Field("layer_norm")] public bool LayerNorm { get; init; }

    /// <summary>The blocks by name.</summary>
    [Field("blocks")] public required ImmutableDictionary<string, BlockFile> Blocks { get; init; }

    /// <summary>The layers in order: names of blocks, <c>NAME*COUNT</c>, or <c>(NAME …)*COUNT</c>.</summary>
    [Field("layers")] public required string Layers { get; init; }

    /// <summary>Multi-token prediction.</summary>
    [Field("mtp")] public MtpFile? Mtp { get; init; }

    /// <summary>The vision encoder.</summary>
    [Field("vision")] public VisionEncoder? Vision { get; init; }

    /// <summary>The speech encoder.</summary>
    [Field("audio")] public AudioFile? Audio { get; init; }

    /// <summary>What follows an encoder's layers.</summary>
    [Field("head")] public EncoderHead? Head { get; init; }

    /// <summary>The quantisation with which it was published.</summary>
    [Field("quantisation")] public QuantisationFile? Quantisation { get; init; }
}
