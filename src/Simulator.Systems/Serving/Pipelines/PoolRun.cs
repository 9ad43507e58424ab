using System.Collections.Immutable;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Pipelines.Stations;

namespace Simulator.Systems.Serving.Pipelines;

/// <summary>A pool during a run.</summary>
internal sealed class PoolRun
{
    private readonly Device[] devices;
    private readonly EngineLoad[] loads;

    internal PoolRun(PipelinePool pool, int replicas, EventCalendar events, ICallListener listener)
    {
        Pool = pool;
        devices = [.. Enumerable.Range(0, replicas).Select(_ => new Device(events))];
        loads = [.. pool.Engines.Select(_ => new EngineLoad())];
        Stations = [.. pool.Engines.Select((e, i) => (IStation)new EngineGroup([.. devices.Select(d => e.AddTo(d, events, listener, loads[i]))]))];
    }

    internal PipelinePool Pool { get; }

    /// <summary>What takes calls, for each of the pool's engines.</summary>
    internal ImmutableArray<IStation> Stations { get; }

    internal PipelinePoolResult Result(double seconds)
    {
        var parts = Pool.Engines.Select((_, i) => seconds > 0 ? devices.Average(d => d.BusySeconds[i]) / seconds : 0).ToArray();
        var gpus = Pool.GpusPerReplica * devices.Length;
        return new PipelinePoolResult(
            Pool.Name, devices.Length, gpus, parts.Sum(), gpus * Pool.DollarsPerGpuHour,
            [
                .. Pool.Engines.Select((e, i) => new EngineResult(
                    e.Name, e.Model.Id, parts[i], loads[i].MeanBatch, loads[i].Steps, loads[i].Tokens, loads[i].Preemptions, e.KvTokens)),
            ]);
    }
}
