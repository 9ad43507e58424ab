using Simulator.Systems.Serving.Fleets;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>What the engines of a pool did. Queue, batch and blocks are of one engine, averaged over the time in which its steps ran.</summary>
public sealed record PoolResult
{
    /// <summary>The pool's name.</summary>
    public required string Name { get; init; }

    /// <summary>Replicas simulated; with autoscaling the most that there could be.</summary>
    public required int Replicas { get; init; }

    /// <summary>Engines of a replica.</summary>
    public required int Groups { get; init; }

    /// <summary>GPUs of a replica.</summary>
    public required double GpusPerReplica { get; init; }

    /// <summary>GPUs times the seconds for which replicas held them.</summary>
    public required double GpuSeconds { get; init; }

    /// <summary>Replicas that held GPUs, averaged over the run.</summary>
    public required double MeanReplicas { get; init; }

    /// <summary>How often a replica was started, and how often one gave its GPUs back.</summary>
    public required (int Starts, int Stops) Changes { get; init; }

    /// <summary>Time in which a step ran, summed over engines.</summary>
    public required double BusySeconds { get; init; }

    /// <summary>Time in which a step ran over the time for which engines held GPUs, from 0 to 1.</summary>
    public required double Utilisation { get; init; }

    /// <summary>The same of the engine that was busy least and of the one that was busy most, over the whole run.</summary>
    public required (double Least, double Most) Spread { get; init; }

    /// <summary>Steps.</summary>
    public required long Steps { get; init; }

    /// <summary>Preemptions.</summary>
    public required long Preemptions { get; init; }

    /// <summary>Mean and most requests waiting at an engine.</summary>
    public required (double Mean, long Most) Queue { get; init; }

    /// <summary>Mean and most sequences of a step.</summary>
    public required (double Mean, long Most) Batch { get; init; }

    /// <summary>Mean and most blocks of the KV cache taken.</summary>
    public required (double Mean, long Most) Blocks { get; init; }

    /// <summary>Blocks of the KV cache of one engine.</summary>
    public required long BlockCapacity { get; init; }

    /// <summary>Blocks taken at the end, over all engines.</summary>
    public required long BlocksLeft { get; init; }

    /// <summary>Requests in the pool.</summary>
    public required StageResult Stage { get; init; }

    internal static PoolResult Of(EnginePool pool, double seconds)
    {
        var (settings, measures) = (pool.Settings, pool.Measures);
        var busy = measures.Sum(m => m.BusySeconds);
        var held = pool.Units.Sum(u => u.HeldSeconds(seconds));
        return new PoolResult
        {
            Name = settings.Name,
            Replicas = settings.Replicas,
            Groups = settings.Groups,
            GpusPerReplica = settings.Gpus,
            GpuSeconds = pool.GpuSeconds(seconds),
            MeanReplicas = seconds > 0 ? held / seconds : 0,
            Changes = (pool.Starts, pool.Stops),
            BusySeconds = busy,
            Utilisation = held > 0 ? busy / (held * settings.Groups) : 0,
            Spread = seconds > 0 ? (measures.Min(m => m.BusySeconds) / seconds, measures.Max(m => m.BusySeconds) / seconds) : default,
            Steps = measures.Sum(m => m.Steps),
            Preemptions = measures.Sum(m => m.Preemptions),
            Queue = (Average(m => m.QueueSeconds), measures.Max(m => m.LargestQueue)),
            Batch = (Average(m => m.BatchSeconds), measures.Max(m => m.LargestBatch)),
            Blocks = (Average(m => m.BlockSeconds), measures.Max(m => m.LargestBlocks)),
            BlockCapacity = pool.Engines[0].Engine.Pool.Blocks,
            BlocksLeft = pool.Engines.Sum(e => e.Engine.Pool.Used),
            Stage = StageResult.Of(pool.Stage, seconds),
        };

        double Average(Func<EngineMetrics, double> area) => busy > 0 ? measures.Sum(area) / busy : 0;
    }
}
