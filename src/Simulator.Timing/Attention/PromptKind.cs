namespace Simulator.Timing.Attention;

/// <summary>The operators that attention of many queries serves.</summary>
internal enum PromptKind
{
    /// <summary>A prompt's causal attention, its keys and values written to the cache.</summary>
    Prefill,

    /// <summary>An encoder's attention, or a decoder's over an encoder's output.</summary>
    Encoder,

    /// <summary>A prompt's multi-head latent attention.</summary>
    Latent,
}
