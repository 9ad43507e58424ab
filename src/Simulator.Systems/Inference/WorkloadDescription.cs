using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>A step of a model as a file states it; <see cref="ToRequest"/> checks it against the model.</summary>
public sealed record WorkloadDescription
{
    private const int DefaultTokens = 1024;
    private const double MostSkew = 4;

    /// <summary>The model: an id of the catalogue, or the path of a description or of a Hugging Face <c>config.json</c>.</summary>
    [Field("model")] public required string Model { get; init; }

    /// <summary>The phase. Default: the model's last one.</summary>
    [Field("phase")] public Phase? Phase { get; init; }

    /// <summary>Sequences (images, recordings) per step, of all data-parallel groups. Default: 1 per group.</summary>
    [Field("batch", Minimum = 1)] public int? Batch { get; init; }

    /// <summary>Prefill, encode: new tokens (patches, positions) per sequence. Default: 1024, or what the model takes at most.</summary>
    [Field("seq", Minimum = 1)] public int? Sequence { get; init; }

    /// <summary>Decode: tokens in the cache per sequence. Default: 1024, or what the model takes at most.</summary>
    [Field("context", Minimum = 1)] public int? Context { get; init; }

    /// <summary>Prefill: tokens per sequence that are in the cache already. Default: 0.</summary>
    [Field("prefix", Minimum = 0)] public int? Prefix { get; init; }

    /// <summary>The recipe of the layers' matrix products. Default: as published.</summary>
    [Field("precision")] public string Precision { get; init; } = PrecisionRecipe.PublishedName;

    /// <summary>The format of the KV cache. Default: the recipe's.</summary>
    [Field("kv")] public NumberFormat? Kv { get; init; }

    /// <summary>The format of attention's products. Default: the recipe's.</summary>
    [Field("attention")] public NumberFormat? Attention { get; init; }

    /// <summary>The precision of the language-model head. Default: the recipe's.</summary>
    [Field("lm_head")] public string? LmHead { get; init; }

    /// <summary>Tensor-parallel ranks.</summary>
    [Field("tp", Minimum = 1)] public int Tp { get; init; } = 1;

    /// <summary>Pipeline stages.</summary>
    [Field("pp", Minimum = 1)] public int Pp { get; init; } = 1;

    /// <summary>Data-parallel groups of attention and dense layers.</summary>
    [Field("dp", Minimum = 1)] public int Dp { get; init; } = 1;

    /// <summary>Expert-parallel ranks. Default: 1, or all GPUs of a stage where <see cref="Dp"/> is above 1.</summary>
    [Field("ep", Minimum = 1)] public int? Ep { get; init; }

    /// <summary>Whether norms run on each rank's share of the tokens, in prefill.</summary>
    [Field("sp")] public bool SequenceParallel { get; init; }

    /// <summary>How uneven tokens choose experts: exponent of a Zipf law, from 0 (even) to 4.</summary>
    [Field("routing_skew", Minimum = 0, Maximum = MostSkew)] public double RoutingSkew { get; init; }

    /// <summary>What this step counts in a mix, relative to the other workloads.</summary>
    [Field("weight", Minimum = 0, Maximum = 1e12)] public double Weight { get; init; } = 1;

    /// <summary>The step as the simulator takes it.</summary>
    /// <param name="load">Finds the model of an id.</param>
    /// <param name="nodeSize">GPUs of one scale-up domain.</param>
    /// <returns>The request.</returns>
    /// <exception cref="InputException">The model is unknown, or a value does not fit it; the key is that of the value.</exception>
    public InferenceRequest ToRequest(Func<string, ModelDescription> load, int nodeSize)
    {
        var model = load(Model);
        var parallelism = new Parallelism { Tp = Tp, Pp = Pp, Dp = Dp, SequenceParallel = SequenceParallel, NodeSize = nodeSize };
        if (Ep is { } experts)
        {
            parallelism = parallelism with { Ep = experts };
        }

        return new InferenceRequest(model, Step(model), Recipe(model), parallelism) { RoutingSkew = RoutingSkew };
    }

    private StepShape Step(ModelDescription model)
    {
        var each = BatchDivision.PerGroup(Batch ?? Dp, Dp);
        var phase = Phase ?? model.Phases[^1];
        Refuse("seq", Sequence, phase != Workloads.Models.Phase.Decode, "belongs to prefill and encode; decode takes context");
        Refuse("context", Context, phase == Workloads.Models.Phase.Decode, "belongs to decode; prefill and encode take seq");
        Refuse("prefix", Prefix, phase == Workloads.Models.Phase.Prefill, "belongs to prefill");
        return phase switch
        {
            Workloads.Models.Phase.Decode => StepShape.Decode(each, Context ?? Math.Min(DefaultTokens, model.MaxPositions)),
            Workloads.Models.Phase.Prefill => StepShape.Prefill(each, Sequence ?? Math.Min(DefaultTokens, model.MaxPositions), Prefix ?? 0),
            _ => StepShape.Encode(each, Sequence ?? model.Audio?.Positions ?? DefaultTokens),
        };
    }

    private PrecisionRecipe Recipe(ModelDescription model)
    {
        var recipe = Keyed("precision", () => PrecisionRecipe.Parse(Precision, model));
        recipe = Kv is null ? recipe : recipe.WithKv(Kv);
        recipe = Attention is null ? recipe : recipe.WithAttention(Attention);
        return LmHead is { } head ? recipe.With(WeightComponent.LmHead, Keyed("lm_head", () => GemmPrecisions.Parse(head))) : recipe;
    }

    private static void Refuse(string key, int? value, bool accepted, string reason)
    {
        if (!accepted && value is not null)
        {
            throw new InputException(reason, key: key);
        }
    }

    private static T Keyed<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error) when (error.Key is null)
        {
            throw new InputException(error.Problem, key: key, inner: error);
        }
    }
}
