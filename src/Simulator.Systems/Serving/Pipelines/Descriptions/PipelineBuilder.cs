using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Pipelines.Graphs;
using Simulator.Timing;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Serving.Pipelines.Descriptions;

/// <summary>Makes a system of models from its description.</summary>
/// <param name="description">The description.</param>
/// <param name="timing">Gives the timing model of a pool's GPUs.</param>
/// <param name="load">Finds the model of an id.</param>
public sealed class PipelineBuilder(PipelineDescription description, Func<PoolDescription, TimingModel> timing, Func<string, ModelDescription> load)
{
    private const string Request = "request";
    private readonly Dictionary<string, TimingModel> timings = [];

    /// <summary>Makes the system.</summary>
    /// <returns>The system.</returns>
    /// <exception cref="InputException">
    /// A name is unknown, the graph is none that ends, or models do not fit their pool; the message begins with the key, such as <c>nodes.plan.after</c>.
    /// </exception>
    public PipelineSystem Build()
    {
        if (description.Nodes.Count == 0)
        {
            throw new InputException("the system has no nodes; at least one is expected", key: "nodes");
        }

        if (description.Nodes.ContainsKey(Request))
        {
            throw new InputException("the name stands for the request's own tokens; accepted: any other", key: $"nodes.{Request}");
        }

        foreach (var (name, pool) in description.Pools)
        {
            timings.Add(name, Named($"pools.{name}", () => timing(pool)));
        }

        var engines = description.Engines.ToDictionary(
            e => e.Key, e => (Pool: PoolOf(e.Key, e.Value), Engine: EngineOf(e.Key, e.Value)));
        var idle = description.Pools.Keys.FirstOrDefault(p => engines.Values.All(e => e.Pool != p));
        if (idle is not null)
        {
            throw new InputException("no engine is on the pool; accepted: a pool that an engine names", key: $"pools.{idle}");
        }

        var order = description.Pools.Keys.SelectMany(p => description.Engines.Keys.Where(e => engines[e].Pool == p)).ToList();
        var tools = description.Nodes.Where(n => n.Value.Engine is null).Select(n => n.Key).ToList();
        var graph = new CallGraph([.. description.Nodes.Select(n => Node(n.Key, n.Value, order, tools, engines))]);
        if (order.FirstOrDefault(e => description.Nodes.Values.All(n => n.Engine != e)) is { } unused)
        {
            throw new InputException("no node calls the engine; accepted: an engine that a node names", key: $"engines.{unused}");
        }

        return new PipelineSystem(
            graph, [.. description.Pools.Select(p => Pool(p.Key, p.Value, order, engines))],
            [.. tools.Select(t => new PipelineTool(t, description.Nodes[t].Servers ?? int.MaxValue))]);
    }

    private PipelinePool Pool(string name, PoolDescription pool, List<string> order, Dictionary<string, (string Pool, PipelineEngine Engine)> engines)
    {
        ImmutableArray<(PipelineEngine Engine, int Longest)> held = [.. order.Where(e => engines[e].Pool == name).Select(e => (engines[e].Engine, Longest(e)))];
        return new PipelinePool(name, timings[name], pool.Gpus, held, pool.MemoryFraction) { DollarsPerGpuHour = pool.Price };

        int Longest(string engine) => description.Nodes.Values.Where(n => n.Engine == engine).Max(n => Math.Max(1, n.InputP99 ?? n.Input));
    }

    private PipelineEngine EngineOf(string name, EngineDescription engine)
    {
        var pool = PoolOf(name, engine);
        return Named($"engines.{name}", () => engine.ToEngine(name, load, timings[pool]));
    }

    private CallNode Node(
        string name, NodeDescription node, List<string> engines, List<string> tools, Dictionary<string, (string Pool, PipelineEngine Engine)> built)
    {
        var key = $"nodes.{name}";
        if (node.Engine is null == node.Seconds is null)
        {
            throw new InputException("accepted: one of engine (a model is called) and seconds (a tool is called)", key: key);
        }

        var engine = node.Engine is null ? null : built[Known(node.Engine, description.Engines.Keys, $"{key}.engine")].Engine;
        if (engine is not null && (node.SecondsP99 is not null || node.Servers is not null))
        {
            throw new InputException("seconds_p99 and servers are of tools; accepted: together with seconds", key: key);
        }

        if (engine is { Part: ModelPart.Decoder } && node.Output is not > 0)
        {
            throw new InputException($"{node.Engine} generates tokens; accepted: how many, from 1", key: $"{key}.output");
        }

        var sees = engine is { Part: ModelPart.Encoder, Model: { Vision: not null } or { Audio: not null } };
        var merged = sees && engine!.Model.Vision is { } vision ? node.Input / (vision.Merge * vision.Merge) : 0;
        var reads = node.Reads ?? (sees ? [] : node.After.IsEmpty ? [Request] : node.After);
        return new CallNode(name, engine is null ? engines.Count + tools.IndexOf(name) : engines.IndexOf(node.Engine!))
        {
            After = [.. node.After.Distinct().Select(a => IndexOf(a, $"{key}.after"))],
            Reads = [.. reads.Distinct().Select(r => r == Request ? CallNode.Request : IndexOf(r, $"{key}.reads", Request))],
            Input = node.InputVariate(key),
            Output = node.OutputVariate(key, merged),
            Seconds = node.SecondsVariate(key),
            Calls = node.CallsVariate(key),
            Probability = node.Probability,
            KeepsHistory = node.KeepsHistory,
            Continues = node.Continues is { } continued ? IndexOf(continued, $"{key}.continues") : null,
            Loop = node.Repeat is { } loop ? new CallLoop(IndexOf(loop.From, $"{key}.repeat.from"), loop.Stop, loop.Most ?? int.MaxValue) : null,
        };
    }

    private string PoolOf(string name, EngineDescription engine)
    {
        if (engine.Pool is { } pool)
        {
            return Known(pool, description.Pools.Keys, $"engines.{name}.pool");
        }

        return description.Pools.Count == 1
            ? description.Pools.Keys.First()
            : throw new InputException($"{description.Pools.Count} pools; accepted: the name of one", key: $"engines.{name}.pool");
    }

    private int IndexOf(string node, string key, params string[] also)
    {
        Known(node, [.. description.Nodes.Keys, .. also], key);
        return description.Nodes.Keys.TakeWhile(n => n != node).Count();
    }

    private static string Known(string name, IEnumerable<string> all, string key) =>
        all.Contains(name) ? name : throw new InputException($"unknown name '{name}'; {NearestNames.Hint(name, all)}", key: key);

    private static T Named<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.File is null)
        {
            throw new InputException(error.Problem, key: error.Key is null ? key : $"{key}.{error.Key}", inner: error);
        }
    }
}
