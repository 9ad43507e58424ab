using System.Collections.Immutable;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>BERT, RoBERTa and XLM-RoBERTa: bidirectional encoders behind embedding models and rerankers.</summary>
internal sealed class BertImporter : ArchitectureImporter
{
    internal override ImmutableArray<string> ModelTypes => ["bert", "roberta", "xlm-roberta"];

    internal override ModelDescription Import(ConfigObject config)
    {
        var heads = config.Count("num_attention_heads");
        var attention = new AttentionMixer
        {
            Heads = heads,
            KvHeads = heads,
            HeadDim = HeadDim(config, heads),
            QkvBias = true,
            OutputBias = true,
            Causal = false,
        };
        var feedForward = new DenseFeedForward { Inter = config.Count("intermediate_size"), Gated = false, Bias = true };
        var layer = new LayerDescription(attention, feedForward);
        var ranks = config.Has("architectures") && config.Texts("architectures").Any(a => a.EndsWith("ForSequenceClassification", StringComparison.Ordinal));
        return Common(config, Enumerable.Repeat(layer, LayerCount(config)), tiedByDefault: true) with
        {
            Kind = ModelKind.Encoder,
            LayerNorm = true,
            LearntPositions = config.Count("max_position_embeddings"),
            TokenTypes = config.Count("type_vocab_size"),
            Head = new EncoderHead { Dense = true, Labels = ranks ? Labels(config) : 0 },
        };
    }

    private static int Labels(ConfigObject config) =>
        config.ObjectOrNull("id2label") is { } labels ? labels.Keys.Count() : config.CountOr("num_labels", 2);
}
