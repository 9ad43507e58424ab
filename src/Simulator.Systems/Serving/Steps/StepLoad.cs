namespace Simulator.Systems.Serving.Steps;

/// <summary>What one step of an engine computes, of one data-parallel group.</summary>
/// <param name="Prompts">Prompts of which the step computes a part.</param>
/// <param name="PromptTokens">Their tokens in this step.</param>
/// <param name="PromptContext">Their tokens that are in the cache already, summed.</param>
/// <param name="DecodeBatch">Sequences that get one more token, or several.</param>
/// <param name="DecodeContext">Their tokens in the cache, summed.</param>
public readonly record struct StepLoad(int Prompts, int PromptTokens, long PromptContext, int DecodeBatch, long DecodeContext)
{
    /// <summary>Drafted tokens of each decoding sequence that the step verifies.</summary>
    public int Drafts { get; init; }

    /// <summary>Tokens that are computed for nothing, since a CUDA graph has a fixed size.</summary>
    public int Padding { get; init; }

    /// <summary>How the kernels are started.</summary>
    public StepLaunch Launch { get; init; }

    /// <summary>Tokens of each decoding sequence: the last one and the drafts.</summary>
    public int Queries => 1 + Drafts;

    /// <summary>Tokens that the step computes, without padding.</summary>
    public int Tokens => PromptTokens + (DecodeBatch * Queries);

    /// <summary>Tokens that the head computes: one of each prompt, and all of decoding sequences.</summary>
    public int HeadTokens => Prompts + (DecodeBatch * Queries);

    /// <summary>Whether the step computes nothing.</summary>
    public bool IsEmpty => Tokens == 0;
}
