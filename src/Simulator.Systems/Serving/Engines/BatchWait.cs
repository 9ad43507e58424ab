namespace Simulator.Systems.Serving.Engines;

/// <summary>Holds prompts back while sequences decode, until enough have come to share a step, for a number of steps at most (TensorRT-LLM's
/// <c>batch_wait_timeout_iters</c> and <c>batch_wait_max_tokens_ratio</c>).</summary>
/// <param name="settings">How the engine batches.</param>
internal sealed class BatchWait(EngineSettings settings)
{
    private int waited;

    /// <summary>Whether prompts wait in the step that is being planned.</summary>
    /// <param name="waiting">The requests that wait.</param>
    /// <param name="decoding">Sequences that decode.</param>
    internal bool Holds(IReadOnlyCollection<Sequence> waiting, int decoding)
    {
        if (waiting.Count == 0 || waited >= settings.BatchWaitSteps)
        {
            return Ends();
        }

        var enough = (settings.BatchWaitFill * settings.TokenBudget) - decoding;
        foreach (var sequence in waiting)
        {
            enough -= sequence.PromptTokens;
            if (enough <= 0)
            {
                return Ends();
            }
        }

        waited++;
        return true;
    }

    /// <summary>The wait is over, or there is none.</summary>
    /// <returns>False.</returns>
    internal bool Ends()
    {
        waited = 0;
        return false;
    }
}
