namespace Simulator.Systems.Serving.Pipelines;

/// <summary>Which part of a model an engine runs.</summary>
public enum ModelPart
{
    /// <summary>What reads prompts and generates tokens.</summary>
    Decoder,

    /// <summary>What computes its input in one pass: an embedding model, a reranker, the vision or speech encoder of a larger model.</summary>
    Encoder,
}
