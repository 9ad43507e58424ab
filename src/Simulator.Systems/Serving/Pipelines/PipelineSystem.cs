using System.Collections.Immutable;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Pipelines.Graphs;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Pipelines.Stations;

namespace Simulator.Systems.Serving.Pipelines;

/// <summary>
/// A system of models (a compound AI system: Zaharia et al., 2024): a graph of calls to engines on pools of GPUs and to tools. Step times stay known
/// between runs; not thread-safe.
/// </summary>
/// <param name="graph">The calls of a request; a node's station is an engine, in the order of pools and their engines, or after them a tool.</param>
/// <param name="pools">The pools.</param>
/// <param name="tools">The tools.</param>
public sealed class PipelineSystem(CallGraph graph, ImmutableArray<PipelinePool> pools, ImmutableArray<PipelineTool> tools)
{
    /// <summary>The calls of a request.</summary>
    public CallGraph Graph => graph;

    /// <summary>The pools.</summary>
    public ImmutableArray<PipelinePool> Pools => pools;

    /// <summary>GPUs of so many replicas.</summary>
    /// <param name="replicas">Replicas of each pool.</param>
    /// <returns>GPUs.</returns>
    public int GpusOf(ImmutableArray<int> replicas) => pools.Select((p, i) => p.GpusPerReplica * replicas[i]).Sum();

    /// <summary>Serves requests.</summary>
    /// <param name="replicas">Replicas of each pool, at least 1.</param>
    /// <param name="arrivals">The requests.</param>
    /// <param name="objective">What users are promised.</param>
    /// <param name="seed">Where the chance of the calls comes from.</param>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The results.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public PipelineResult Run(
        ImmutableArray<int> replicas, IArrivals arrivals, LatencyObjective objective, ulong seed, double untilSeconds = double.PositiveInfinity,
        CancellationToken cancellation = default)
    {
        var events = new EventCalendar();
        var metrics = new PipelineMetrics(graph, objective.Seconds);
        var run = new PipelineRun(graph, events, metrics, seed);
        var stations = ImmutableArray.CreateBuilder<IStation>();
        var built = pools.Select((p, i) => new PoolRun(p, replicas[i], events, run)).ToArray();
        stations.AddRange(built.SelectMany(p => p.Stations));
        stations.AddRange(tools.Select(t => new ToolStation(t.Servers, events, run)));
        run.Run(stations.ToImmutable(), arrivals, untilSeconds, cancellation);
        var names = built.SelectMany(p => p.Pool.Engines.Select(e => e.Name)).Concat(tools.Select(t => t.Name)).ToArray();
        return new PipelineResult
        {
            Seconds = metrics.EndSeconds,
            Arrived = metrics.ArrivedCount,
            Finished = metrics.FinishedCount,
            Rejected = metrics.RejectedCount,
            Rejections = [.. metrics.Rejections],
            Kept = metrics.Kept,
            Calls = metrics.Calls,
            Latency = Distribution.Of(metrics.Latency),
            LatencyAtShare = metrics.Latency.Quantile(objective.Share),
            MeanInSystem = metrics.MeanInSystem,
            Nodes = [.. graph.Nodes.Select((n, i) => Of(n, names[n.Station], metrics.Nodes[i], metrics))],
            Pools = [.. built.Select(p => p.Result(metrics.EndSeconds))],
        };
    }

    private static NodeResult Of(CallNode node, string station, NodeMetrics measured, PipelineMetrics all)
    {
        var latency = all.Latency.Mean * all.FinishedCount;
        return new NodeResult(
            node.Name, station, Per(measured.Visits, all.ArrivedCount), Per(measured.Calls, all.ArrivedCount), measured.WaitSeconds / measured.Answered,
            measured.ServiceSeconds / measured.Answered, Distribution.Of(measured.Time), Per(measured.CriticalSeconds, latency),
            Per(measured.CriticalWaitSeconds, latency));
    }

    private static double Per(double sum, double count) => count > 0 ? sum / count : 0;
}
