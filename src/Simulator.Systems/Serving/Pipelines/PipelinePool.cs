using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Timing;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Serving.Pipelines;

/// <summary>Replicas of equal groups of GPUs; each replica holds every engine of the pool, which take turns on it.</summary>
public sealed class PipelinePool
{
    /// <summary>Places engines.</summary>
    /// <param name="name">The pool's name.</param>
    /// <param name="timing">The timing model of its GPUs.</param>
    /// <param name="gpus">GPUs of a replica: every model is divided over them by tensor parallelism.</param>
    /// <param name="engines">The engines, each with the longest input that is expected of it; at least one.</param>
    /// <param name="memoryFraction">The part of a GPU's memory that they may use together, from 0 to 1.</param>
    /// <exception cref="InputException">A model cannot be divided so, or the models do not fit.</exception>
    public PipelinePool(string name, TimingModel timing, int gpus, ImmutableArray<(PipelineEngine Engine, int Longest)> engines, double memoryFraction = 0.9)
    {
        ArgumentNullException.ThrowIfNull(timing);
        (Name, GpusPerReplica, Engines) = (name, gpus, [.. engines.Select(e => e.Engine)]);
        var key = $"pools.{name}";
        if (gpus > timing.System.TotalGpus)
        {
            throw new InputException($"a replica of {gpus} GPUs; {timing.System.Id} has {timing.System.TotalGpus}", key: $"{key}.gpus");
        }

        var parallelism = new Parallelism { Tp = gpus, NodeSize = timing.System.ScaleUp.Gpus };
        var capacity = timing.System.Gpu.Memory.Bytes;
        var taken = engines.Select(e => Of(e.Engine, () => e.Engine.FixedBytes(timing, parallelism, e.Longest))).ToArray();
        var decoders = engines.Count(e => e.Engine.Part == ModelPart.Decoder);
        var left = (memoryFraction * capacity) - taken.Sum();
        if (left < 0 || (left == 0 && decoders > 0))
        {
            var parts = string.Join(", ", engines.Select((e, i) => FormattableString.Invariant($"{e.Engine.Name} {taken[i] / 1e9:0.#} GB")));
            var room = FormattableString.Invariant($"{memoryFraction * capacity / 1e9:0.#} GB of each GPU");
            throw new InputException($"{parts} do not fit into {room}; raise gpus, or move an engine to another pool", key: key);
        }

        for (var i = 0; i < engines.Length; i++)
        {
            // Caches get equal parts of what weights, activations and runtimes leave.
            var own = engines[i].Engine.Part == ModelPart.Decoder ? (taken[i] + (left / decoders)) / capacity : 0;
            var engine = engines[i].Engine;
            Of(engine, () =>
            {
                engine.Place(timing, parallelism, own);
                return 0.0;
            });
        }
    }

    /// <summary>The pool's name.</summary>
    public string Name { get; }

    /// <summary>GPUs of a replica.</summary>
    public int GpusPerReplica { get; }

    /// <summary>The engines that each replica holds.</summary>
    public ImmutableArray<PipelineEngine> Engines { get; }

    /// <summary>What a GPU costs for an hour, in US dollars; null where no price is given.</summary>
    public double? DollarsPerGpuHour { get; init; }

    private static double Of(PipelineEngine engine, Func<double> work)
    {
        try
        {
            return work();
        }
        catch (InputException error) when (error.Key is null || !error.Key.Contains('.'))
        {
            throw new InputException(error.Problem, key: $"engines.{engine.Name}", inner: error);
        }
    }
}
