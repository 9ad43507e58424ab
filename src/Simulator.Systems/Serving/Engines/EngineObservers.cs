using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Engines;

/// <summary>Tells several observers, in their order.</summary>
/// <param name="observers">The observers.</param>
public sealed class EngineObservers(params IReadOnlyList<IEngineObserver> observers) : IEngineObserver
{
    /// <inheritdoc/>
    public void Rejected(Sequence sequence, string reason, double seconds)
    {
        foreach (var observer in observers)
        {
            observer.Rejected(sequence, reason, seconds);
        }
    }

    /// <inheritdoc/>
    public void Scheduled(Sequence sequence, double seconds)
    {
        foreach (var observer in observers)
        {
            observer.Scheduled(sequence, seconds);
        }
    }

    /// <inheritdoc/>
    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks)
    {
        foreach (var observer in observers)
        {
            observer.Stepped(start, end, load, waiting, usedBlocks);
        }
    }

    /// <inheritdoc/>
    public void Timed(double gpuSeconds, double hostSeconds)
    {
        foreach (var observer in observers)
        {
            observer.Timed(gpuSeconds, hostSeconds);
        }
    }

    /// <inheritdoc/>
    public void Admitted(Sequence sequence, int tokens, int cachedTokens)
    {
        foreach (var observer in observers)
        {
            observer.Admitted(sequence, tokens, cachedTokens);
        }
    }

    /// <inheritdoc/>
    public void Decoded(int sequences, long tokens)
    {
        foreach (var observer in observers)
        {
            observer.Decoded(sequences, tokens);
        }
    }

    /// <inheritdoc/>
    public void Transferred(in KvTransfer transfer)
    {
        foreach (var observer in observers)
        {
            observer.Transferred(transfer);
        }
    }

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences)
    {
        foreach (var observer in observers)
        {
            observer.Intervals(seconds, sequences);
        }
    }

    /// <inheritdoc/>
    public void Preempted()
    {
        foreach (var observer in observers)
        {
            observer.Preempted();
        }
    }

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end)
    {
        foreach (var observer in observers)
        {
            observer.Finished(sequence, end);
        }
    }

    /// <inheritdoc/>
    public void HandedOver(Sequence sequence, double end)
    {
        foreach (var observer in observers)
        {
            observer.HandedOver(sequence, end);
        }
    }
}
