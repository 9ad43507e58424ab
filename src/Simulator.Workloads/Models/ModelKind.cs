namespace Simulator.Workloads.Models;

/// <summary>What a model computes, which decides the phases that it has.</summary>
public enum ModelKind
{
    /// <summary>A decoder: prefill and decode.</summary>
    Decoder,

    /// <summary>A bidirectional encoder (embedding model, reranker): encode.</summary>
    Encoder,

    /// <summary>An encoder and a decoder with cross-attention (speech recognition): encode, prefill and decode.</summary>
    EncoderDecoder,

    /// <summary>A decoder with a vision encoder before it: encode (images), prefill and decode.</summary>
    VisionLanguage,
}
