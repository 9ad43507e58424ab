namespace Simulator.Workloads.Models;

/// <summary>A kind of step of an inference engine.</summary>
public enum Phase
{
    /// <summary>Reads prompts, fills the cache, and gives the first token.</summary>
    Prefill,

    /// <summary>Gives one more token per sequence.</summary>
    Decode,

    /// <summary>Runs an encoder: of images, of speech, or of text for embedding and ranking.</summary>
    Encode,
}
