using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Engines;

/// <summary>Is told what happens in an engine, in the order of time.</summary>
public interface IEngineObserver
{
    /// <summary>A request was rejected.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="reason">Why.</param>
    /// <param name="seconds">When.</param>
    void Rejected(Sequence sequence, string reason, double seconds);

    /// <summary>A request left the queue, as a step began; again after a preemption.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="seconds">When.</param>
    void Scheduled(Sequence sequence, double seconds)
    {
    }

    /// <summary>A step ended.</summary>
    /// <param name="start">When it began, in seconds.</param>
    /// <param name="end">When it ended.</param>
    /// <param name="load">What it computed.</param>
    /// <param name="waiting">Requests that waited.</param>
    /// <param name="usedBlocks">Blocks of the KV cache that were taken.</param>
    void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks);

    /// <summary>What the step that just ended took of each side; told after <see cref="Stepped"/>.</summary>
    /// <param name="gpuSeconds">The GPU's time.</param>
    /// <param name="hostSeconds">The host's time, whether it ran beside the GPU's or after it.</param>
    void Timed(double gpuSeconds, double hostSeconds)
    {
    }

    /// <summary>A prompt got its blocks, as it was taken up for the first time or after it was preempted.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="cachedTokens">Those that are not computed, since an earlier prompt had them.</param>
    void Admitted(Sequence sequence, int tokens, int cachedTokens)
    {
    }

    /// <summary>Sequences got tokens from a step that verified drafts.</summary>
    /// <param name="sequences">How many sequences.</param>
    /// <param name="tokens">Their tokens.</param>
    void Decoded(int sequences, long tokens)
    {
    }

    /// <summary>Blocks of the KV cache move between the GPU and another memory.</summary>
    /// <param name="transfer">What moves, and when.</param>
    void Transferred(in KvTransfer transfer)
    {
    }

    /// <summary>Sequences got a token, or several at once, after one interval.</summary>
    /// <param name="seconds">The time since their last token.</param>
    /// <param name="sequences">How many.</param>
    void Intervals(double seconds, int sequences);

    /// <summary>A request was preempted.</summary>
    void Preempted();

    /// <summary>A request is answered.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="end">When its last token was ready, in seconds.</param>
    void Finished(Sequence sequence, double end);

    /// <summary>A prompt is computed and its sequence must go on elsewhere; its blocks stay taken until the engine is told to release it.</summary>
    /// <param name="sequence">The request, with its first token.</param>
    /// <param name="end">When its first token was ready, in seconds.</param>
    void HandedOver(Sequence sequence, double end)
    {
    }
}
