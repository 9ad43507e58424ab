using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;
using Simulator.Systems.Serving.Timelines;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>Records one engine, beside what measures it.</summary>
internal sealed class EngineRecorder(
    RunSeries series, RunTimeline? timeline, int engine, long kvBlocks, double gpus, StepEnergies? energies) : IEngineObserver
{
    private double last;

    internal double Gpus => gpus;

    internal StepEnergies? Energies => energies;

    /// <summary>Energy of all its GPUs in steps.</summary>
    internal double Joules { get; private set; }

    internal double BusySeconds { get; private set; }

    /// <inheritdoc/>
    public void Rejected(Sequence sequence, string reason, double seconds)
    {
    }

    /// <inheritdoc/>
    public void Scheduled(Sequence sequence, double seconds)
    {
        timeline?.Admitted(sequence, engine, seconds);
    }

    /// <inheritdoc/>
    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks)
    {
        last = end;
        var (joules, idle) = (0.0, 0.0);
        if (energies is not null)
        {
            (joules, idle) = (gpus * energies.Joules(load, end - start), gpus * energies.IdleWatts * (end - start));
        }

        Joules += joules;
        BusySeconds += end - start;
        series.Step(start, end, load, waiting, kvBlocks > 0 ? (double)usedBlocks / kvBlocks : 0, joules, idle);
        timeline?.Stepped(engine, start, end, load, waiting, usedBlocks);
    }

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences)
    {
    }

    /// <inheritdoc/>
    public void Preempted() => series.Preempted(last);

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end)
    {
        series.Finished(end);
        timeline?.Finished(sequence, end);
    }
}
