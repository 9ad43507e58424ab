using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Pipelines.Stations;
using Simulator.Timing;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.Serving.Pipelines.Descriptions;

/// <summary>A model on a pool of a system of models.</summary>
public sealed record EngineDescription
{
    /// <summary>The model: an id or a path.</summary>
    [Field("model")] public required string Model { get; init; }

    /// <summary>The pool that holds it; engines of one pool share its GPUs. Default: the only pool.</summary>
    [Field("pool")] public string? Pool { get; init; }

    /// <summary>The part of the model that runs. Default: the decoder where it has one.</summary>
    [Field("part")] public ModelPart? Part { get; init; }

    /// <summary>The recipe of the layers' matrix products. Default: as published.</summary>
    [Field("precision")] public string Precision { get; init; } = PrecisionRecipe.PublishedName;

    /// <summary>The format of the KV cache. Default: the recipe's.</summary>
    [Field("kv")] public NumberFormat? Kv { get; init; }

    /// <summary>The stack whose host times are added: a name of the calibration's section <c>serving</c>.</summary>
    [Field("stack")] public string Stack { get; init; } = "vllm";

    /// <summary>What a decoder does with prompts that wait while sequences decode.</summary>
    [Field("scheduler")] public SchedulerPolicy Scheduler { get; init; } = SchedulerPolicy.Mixed;

    /// <summary>Most tokens of one step. Default: 8192 of a decoder, 65536 of an encoder.</summary>
    [Field("token_budget", Minimum = 1, Maximum = 1e6)] public int? TokenBudget { get; init; }

    /// <summary>Most calls of one step. Default: 1024 of a decoder, 32 of an encoder.</summary>
    [Field("max_batch", Minimum = 1, Maximum = 1e6)] public int? MaxBatch { get; init; }

    /// <summary>How long an idle encoder waits for more calls after the first.</summary>
    [Field("window", Dimension.Seconds, Minimum = 0)] public double WindowSeconds { get; init; }

    /// <summary>The engine, not on any GPUs yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="load">Finds the model of an id.</param>
    /// <param name="timing">The timing model of its GPUs.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="Hardware.Errors.InputException">The model, its precision or the stack is unknown.</exception>
    public PipelineEngine ToEngine(string name, Func<string, ModelDescription> load, TimingModel timing)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(timing);
        var model = load(Model);
        var part = Part ?? (model.Phases.Contains(Phase.Decode) ? ModelPart.Decoder : ModelPart.Encoder);
        var recipe = PrecisionRecipe.Parse(Precision, model);
        var host = ServingSystem.HostOf(timing.Rates.Coefficients, Stack);
        var settings = new EngineSettings { Policy = Scheduler, TokenBudget = TokenBudget ?? 8192, MaxSequences = MaxBatch ?? 1024, Host = host };
        var encoder = new EncoderSettings { MaxBatch = MaxBatch ?? 32, TokenBudget = TokenBudget ?? 65536, WindowSeconds = WindowSeconds, Host = host };
        return new PipelineEngine(name, model, part, Kv is null ? recipe : recipe.WithKv(Kv), settings, encoder);
    }
}
