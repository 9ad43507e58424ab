namespace Simulator.Systems.Serving.Steps;

/// <summary>What one step of an engine computes, of one data-parallel group.</summary>
/// <param name="Prompts">Prompts of which the step computes a part.</param>
/// <param name="PromptTokens">Their tokens in this step.</param>
/// <param name="PromptContext">Their tokens that are in the cache already, summed.</param>
/// <param name="DecodeBatch">Sequences that get one more token.</param>
/// <param name="DecodeContext">Their tokens in the cache, summed.</param>
public readonly record struct StepLoad(int Prompts, int PromptTokens, long PromptContext, int DecodeBatch, long DecodeContext)
{
    /// <summary>Tokens that the step computes.</summary>
    public int Tokens => PromptTokens + DecodeBatch;

    /// <summary>Whether the step computes nothing.</summary>
    public bool IsEmpty => Tokens == 0;
}
