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
    void Admitted(Sequence sequence, double seconds)
    {
    }

    /// <summary>A step ended.</summary>
    /// <param name="start">When it began, in seconds.</param>
    /// <param name="end">When it ended.</param>
    /// <param name="load">What it computed.</param>
    /// <param name="waiting">Requests that waited.</param>
    /// <param name="usedBlocks">Blocks of the KV cache that were taken.</param>
    void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks);

    /// <summary>Sequences got a token after one interval.</summary>
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
