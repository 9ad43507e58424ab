using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>The requests in one stage of a fleet, from the time they come to it until they leave it: what Little's law is checked on, pool by pool.</summary>
public sealed class PoolMetrics : IEngineObserver
{
    private TimeIntegral inside;
    private double endSeconds;
    private double sojournSeconds;

    /// <summary>A prompt is computed here and goes on elsewhere; with the time of its first token.</summary>
    public event Action<Sequence, double>? Handed;

    /// <summary>Requests that came.</summary>
    public long Entered { get; private set; }

    /// <summary>Requests that left, answered or handed on.</summary>
    public long Left { get; private set; }

    /// <summary>Requests that were rejected here.</summary>
    public long Refused { get; private set; }

    /// <summary>Requests that are here.</summary>
    public long Inside => Entered - Left - Refused;

    /// <summary>Most requests here at a time.</summary>
    public long Largest => (long)inside.Largest;

    /// <summary>Requests here, averaged over the run, L.</summary>
    public double Mean => endSeconds > 0 ? inside.Area / endSeconds : 0;

    /// <summary>Mean time here of those that left, W, in seconds; NaN before any has.</summary>
    public double MeanSojournSeconds => Left > 0 ? sojournSeconds / Left : double.NaN;

    /// <summary>A request comes.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="now">When, in seconds.</param>
    public void Enter(Sequence sequence, double now)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        sequence.StageSeconds = now;
        Entered++;
        inside.Change(now, +1);
    }

    /// <summary>A request leaves.</summary>
    /// <param name="sequence">The request.</param>
    /// <param name="now">When, in seconds.</param>
    public void Leave(Sequence sequence, double now)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        Left++;
        sojournSeconds += now - sequence.StageSeconds;
        inside.Change(now, -1);
    }

    /// <summary>Ends the measurement.</summary>
    /// <param name="seconds">When.</param>
    public void Close(double seconds)
    {
        endSeconds = seconds;
        inside.Change(seconds, 0);
    }

    /// <inheritdoc/>
    public void Rejected(Sequence sequence, string reason, double seconds)
    {
        Refused++;
        inside.Change(seconds, -1);
    }

    /// <inheritdoc/>
    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks)
    {
    }

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences)
    {
    }

    /// <inheritdoc/>
    public void Preempted()
    {
    }

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end) => Leave(sequence, end);

    /// <inheritdoc/>
    public void HandedOver(Sequence sequence, double end)
    {
        Leave(sequence, end);
        Handed?.Invoke(sequence, end);
    }
}
