using Simulator.Hardware.Errors;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Pipelines.Stations;
using Simulator.Timing;
using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Pipelines;

/// <summary>A model on each replica of a pool. Step times stay known between runs; not thread-safe.</summary>
/// <param name="name">The engine's name.</param>
/// <param name="model">The model.</param>
/// <param name="part">The part of it that runs.</param>
/// <param name="recipe">The precisions.</param>
/// <param name="settings">How a decoder batches.</param>
/// <param name="encoder">How an encoder batches.</param>
public sealed class PipelineEngine(
    string name, ModelDescription model, ModelPart part, PrecisionRecipe recipe, EngineSettings settings, EncoderSettings encoder)
{
    private const int MostPatches = 1_000_000;
    private ServingSystem? serving;
    private EncodeTimes? times;

    /// <summary>The engine's name.</summary>
    public string Name => name;

    /// <summary>The model.</summary>
    public ModelDescription Model => model;

    /// <summary>The part of it that runs.</summary>
    public ModelPart Part => part;

    /// <summary>Tokens that the KV cache of one replica holds; 0 of an encoder.</summary>
    public long KvTokens => serving?.KvTokens ?? 0;

    /// <summary>The memory of one GPU that it takes before any cache, in bytes: weights, activations, runtime.</summary>
    /// <param name="timing">The timing model of the pool's GPUs.</param>
    /// <param name="parallelism">How a replica's GPUs divide the model.</param>
    /// <param name="longest">The longest input that is expected of an encoder, in tokens (patches).</param>
    /// <returns>Bytes.</returns>
    /// <exception cref="InputException">The model has no such part, or cannot be divided so.</exception>
    public double FixedBytes(TimingModel timing, Parallelism parallelism, int longest)
    {
        ArgumentNullException.ThrowIfNull(timing);
        var phase = part == ModelPart.Encoder ? Phase.Encode : Phase.Decode;
        if (!model.Phases.Contains(phase))
        {
            throw new InputException($"{model.Id} has no {(part == ModelPart.Encoder ? "encoder" : "decoder")}", key: $"engines.{name}.part");
        }

        var step = part == ModelPart.Decoder ? StepShape.Prefill(1, Math.Min(settings.TokenBudget, model.MaxPositions)) : EncoderPass(longest);
        var trace = TraceBuilder.Build(model, step, recipe, parallelism);
        var memory = MemoryFootprint.Of(new InferenceRequest(model, step, recipe, parallelism), trace, timing.System.Gpu.Memory.Bytes);
        // The vision encoder of a larger model runs alone where only it is called.
        var weights = part == ModelPart.Encoder && model.Vision is not null
            ? WeightFootprint.PerRank(model, recipe, parallelism).ByComponent.GetValueOrDefault(WeightComponent.Vision)
            : memory.Weights;
        return weights + memory.Activations + memory.Runtime;
    }

    /// <summary>Puts it onto a pool's GPUs.</summary>
    /// <param name="timing">The timing model of the pool's GPUs.</param>
    /// <param name="parallelism">How a replica's GPUs divide the model.</param>
    /// <param name="memoryFraction">The part of a GPU's memory that is its own, its cache included.</param>
    /// <exception cref="InputException">It leaves no memory for a cache.</exception>
    public void Place(TimingModel timing, Parallelism parallelism, double memoryFraction)
    {
        if (part == ModelPart.Decoder)
        {
            serving = new ServingSystem(timing, model, recipe, parallelism, settings, memoryFraction);
        }
        else
        {
            times = new EncodeTimes(new StepSimulator(timing), model, recipe, parallelism);
        }
    }

    /// <summary>A new engine on the GPUs of one replica.</summary>
    /// <param name="device">The GPUs.</param>
    /// <param name="events">The clock.</param>
    /// <param name="listener">Is told of answers.</param>
    /// <param name="load">Sums up what the model's engines do.</param>
    /// <returns>What it has to do, and what takes a call.</returns>
    public (Func<int> Load, Action<Call, double> Submit, Device Device) AddTo(Device device, EventCalendar events, ICallListener listener, EngineLoad load)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (part == ModelPart.Decoder)
        {
            var decoder = new DecoderEngine(serving!.NewEngine, events, listener, load);
            device.Add(decoder);
            return (() => decoder.Load, decoder.Submit, device);
        }

        var longest = model.Audio is not null ? int.MaxValue : model.Vision is not null ? MostPatches : model.MaxPositions;
        var engine = new EncoderEngine(times!.Seconds, encoder with { MaxTokens = longest }, device, events, listener, load);
        device.Add(engine);
        return (() => engine.Load, engine.Submit, device);
    }

    private StepShape EncoderPass(int longest)
    {
        var unit = model.Vision is { } vision ? vision.Merge * vision.Merge : 1;
        var tokens = model.Audio?.Positions ?? (Math.Max(1, model.Vision is null ? Math.Min(longest, model.MaxPositions) : longest) + unit - 1) / unit * unit;
        return StepShape.Encode(Math.Clamp(encoder.TokenBudget / tokens, 1, encoder.MaxBatch), tokens);
    }
}
