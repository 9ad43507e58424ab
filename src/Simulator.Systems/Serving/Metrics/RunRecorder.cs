using System.Collections.Immutable;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Steps;
using Simulator.Systems.Serving.Timelines;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>What is kept of a run beside its results: quantities over time, energy, and, where asked for, a time line of its first requests.</summary>
/// <param name="timeline">Keeps a time line; null for none.</param>
public sealed class RunRecorder(RunTimeline? timeline = null)
{
    private readonly List<EngineRecorder> engines = [];

    /// <summary>Quantities over time.</summary>
    public RunSeries Series { get; } = new();

    /// <summary>The time line of the first requests; null where none was asked for.</summary>
    public RunTimeline? Timeline => timeline;

    /// <summary>GPUs of all engines.</summary>
    public double Gpus => engines.Sum(e => e.Gpus);

    /// <summary>Whether the energy of every engine is known.</summary>
    public bool KnowsEnergy => engines.Count > 0 && engines.All(e => e.Energies is not null);

    /// <summary>The relative error to expect of energy.</summary>
    public double EnergyAccuracy => engines.Max(e => e.Energies?.Accuracy ?? 0);

    /// <summary>Watches an engine.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kvBlocks">Blocks of its KV cache.</param>
    /// <param name="gpus">Its GPUs: its share of those of its replica, or those of all groups that are loaded alike.</param>
    /// <param name="energies">The energy of its steps; null where it is not known.</param>
    /// <returns>What the engine must tell what happens.</returns>
    public IEngineObserver Watch(string name, long kvBlocks, double gpus, StepEnergies? energies)
    {
        var recorder = new EngineRecorder(Series, timeline, timeline?.AddEngine(name, kvBlocks) ?? 0, kvBlocks, gpus, energies);
        engines.Add(recorder);
        Series.AddEngine(gpus, energies?.IdleWatts ?? double.NaN);
        return recorder;
    }

    /// <summary>Energy of all GPUs over the run: steps, and idling between them.</summary>
    /// <param name="seconds">The run's length.</param>
    /// <returns>Joules; NaN where energy is not known.</returns>
    public double Joules(double seconds) => KnowsEnergy
        ? engines.Sum(e => e.Joules + (e.Gpus * e.Energies!.IdleWatts * (seconds - e.BusySeconds)))
        : double.NaN;

    /// <summary>Quantities over time.</summary>
    /// <param name="seconds">The run's length.</param>
    /// <returns>Intervals from 0 to the end.</returns>
    public ImmutableArray<SeriesPoint> Points(double seconds) => Series.Points(seconds);
}
