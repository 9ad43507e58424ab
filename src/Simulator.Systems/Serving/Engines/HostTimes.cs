namespace Simulator.Systems.Serving.Engines;

/// <summary>Host time that an engine and its front end add to the GPU's, in seconds.</summary>
/// <param name="Step">Each step: scheduling, input preparation, output.</param>
/// <param name="Sequence">Each sequence of a step: sampling, detokenising, sending.</param>
/// <param name="Request">Each request, before its prompt is scheduled and as its first token is sent: HTTP, queues between processes.</param>
/// <param name="PromptToken">Each token of a request's prompt, before it is scheduled: tokenising.</param>
/// <param name="Asynchronous">Whether a step's host time runs beside the GPU's, so that a step takes the longer of the two; else it adds.</param>
/// <param name="OutputSteps">Steps for which tokens are kept back before they are sent: the first message comes that much later.</param>
/// <param name="Launch">
/// Each kernel of a step that no captured graph replays, such as one with parts of prompts: the framework's code around a launch. The host runs ahead of
/// the GPU, so that the slower of the two sets the step's time.
/// </param>
public readonly record struct HostTimes(
    double Step, double Sequence, double Request, double PromptToken, bool Asynchronous = false, double OutputSteps = 0, double Launch = 0)
{
    /// <summary>The host's time of a step.</summary>
    /// <param name="sequences">Sequences in the step.</param>
    /// <returns>Seconds.</returns>
    public double HostSeconds(int sequences) => Step + (Sequence * sequences);

    /// <summary>The time of a step.</summary>
    /// <param name="gpuSeconds">The GPU's part.</param>
    /// <param name="sequences">Sequences in the step.</param>
    /// <param name="launches">Kernels that the host launches one by one; 0 where a captured graph replays the step.</param>
    /// <returns>Seconds.</returns>
    public double StepSeconds(double gpuSeconds, int sequences, double launches = 0)
    {
        var host = HostSeconds(sequences);
        var kernels = Math.Max(gpuSeconds, Launch * launches);
        return Asynchronous ? Math.Max(kernels, host) : kernels + host;
    }

    /// <summary>What a client waits beyond queue and GPU for the first token.</summary>
    /// <param name="inputTokens">Tokens of its prompt.</param>
    /// <param name="tokenSeconds">Its time per output token; 0 where it has one token.</param>
    /// <returns>Seconds.</returns>
    public double RequestSeconds(int inputTokens, double tokenSeconds) => Request + (PromptToken * inputTokens) + (OutputSteps * tokenSeconds);
}
