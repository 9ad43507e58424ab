using System.Collections.Immutable;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Models;

/// <summary>A model as its published configuration describes it: shapes only, no weights.</summary>
public sealed record ModelDescription
{
    /// <summary>The identifier, such as <c>llama-3.1-8b</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The version that its file declares, else the hash of the file's contents.</summary>
    public string Version { get; init; } = "";

    /// <summary>The name that its maker gives it.</summary>
    public required string Name { get; init; }

    /// <summary>What it computes.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int Hidden { get; init; }

    /// <summary>Rows of the embedding table.</summary>
    public required int Vocab { get; init; }

    /// <summary>Whether the language-model head is the embedding table.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>The longest sequence, in tokens.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Learnt position embeddings; 0 where positions are rotary or none.</summary>
    public int LearntPositions { get; init; }

    /// <summary>Learnt embeddings of segments (BERT); 0 where there are none.</summary>
    public int TokenTypes { get; init; }

    /// <summary>Whether norms are layer norms with a bias; else root mean square.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>The layers in order: of the decoder, or of a pure encoder.</summary>
    public required ImmutableArray<LayerDescription> Layers { get; init; }

    /// <summary>Multi-token prediction; null where there is none.</summary>
    public MtpDescription? Mtp { get; init; }

    /// <summary>The vision encoder; null where there is none.</summary>
    public VisionEncoder? Vision { get; init; }

    /// <summary>The speech encoder; null where there is none.</summary>
    public AudioEncoder? Audio { get; init; }

    /// <summary>What follows an encoder's layers; null for decoders.</summary>
    public EncoderHead? Head { get; init; }

    /// <summary>The quantisation with which it was published; null where it was published unquantised.</summary>
    public PublishedQuantisation? Quantisation { get; init; }

    /// <summary>Where the description comes from.</summary>
    public string Source { get; init; } = "";

    /// <summary>The phases that the model has.</summary>
    public ImmutableArray<Phase> Phases => Kind switch
    {
        ModelKind.Decoder => [Phase.Prefill, Phase.Decode],
        ModelKind.Encoder => [Phase.Encode],
        _ => [Phase.Encode, Phase.Prefill, Phase.Decode],
    };

    /// <summary>Whether a language-model head follows the layers.</summary>
    public bool HasLmHead => Kind != ModelKind.Encoder;

    /// <summary>Counts of the parameters.</summary>
    public ParameterCount Parameters => ParameterCount.Of(this);
}
