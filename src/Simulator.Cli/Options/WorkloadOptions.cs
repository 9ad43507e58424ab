using System.CommandLine;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Systems.Inference;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Cli.Options;

/// <summary>The options that say which step of which model is meant.</summary>
internal sealed class WorkloadOptions
{
    private const int DefaultTokens = 1024;

    private readonly Option<string?> model = new("--model")
    {
        Description = "model: an id of 'gpusim list models', or the path of a Hugging Face config.json or of a description",
        HelpName = "ID",
    };

    private readonly Option<string?> phase = new("--phase") { Description = "prefill, decode or encode (default: the model's last phase)", HelpName = "PHASE" };
    private readonly Option<int?> batch = Counts.Option("--batch", "sequences (images, recordings) per step, of all data-parallel groups (default 1)");
    private readonly Option<int?> sequence = Counts.Option("--seq", "prefill, encode: new tokens (patches, positions) per sequence (default 1024, or what an encoder takes at most)");
    private readonly Option<int?> context = Counts.Option("--context", "decode: tokens in the cache per sequence (default 1024)");
    private readonly Option<int?> prefix = Counts.Option("--prefix", "prefill: tokens per sequence that are in the cache already (default 0)", 0);

    private readonly Option<string> precision = new("--precision")
    {
        Description = $"recipe of the layers' matrix products: {string.Join(", ", PrecisionRecipe.Names)}",
        HelpName = "NAME",
        DefaultValueFactory = _ => PrecisionRecipe.PublishedName,
    };

    private readonly Option<string?> kv = new("--kv") { Description = "format of the KV cache, such as fp8 (default: the recipe's)", HelpName = "FORMAT" };
    private readonly Option<string?> attention = new("--attention") { Description = "format of attention's products (default: the recipe's)", HelpName = "FORMAT" };
    private readonly Option<string?> lmHead = new("--lm-head") { Description = "precision of the language-model head (default: the recipe's)", HelpName = "NAME" };
    private readonly Option<int?> tp = Counts.Option("--tp", "tensor parallelism (default 1)");
    private readonly Option<int?> pp = Counts.Option("--pp", "pipeline stages (default 1)");
    private readonly Option<int?> dp = Counts.Option("--dp", "data-parallel groups of attention and dense layers (default 1)");
    private readonly Option<int?> ep = Counts.Option("--ep", "expert parallelism (default: 1, or all GPUs of a stage where --dp is above 1)");
    private readonly Option<bool> sp = new("--sp") { Description = "sequence parallelism: norms on each rank's share of the tokens, in prefill" };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { model, phase, batch, sequence, context, prefix, precision, kv, attention, lmHead, tp, pp, dp, ep, sp })
        {
            command.Add(option);
        }
    }

    /// <summary>Whether a model was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>True where one was.</returns>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(model) is not null;

    /// <summary>Reads the step that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="nodeSize">GPUs of one scale-up domain.</param>
    /// <returns>The step.</returns>
    /// <exception cref="InputException">The model is unknown, or the options do not fit it.</exception>
    public InferenceRequest Load(ParseResult parsed, int nodeSize)
    {
        var id = parsed.GetValue(model) ?? throw new InputException("no model given; add --model ID ('gpusim list models' lists them) or --trace FILE");
        var description = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)).Load(id);
        var parallelism = new Parallelism
        {
            Tp = parsed.GetValue(tp) ?? 1,
            Pp = parsed.GetValue(pp) ?? 1,
            Dp = parsed.GetValue(dp) ?? 1,
            SequenceParallel = parsed.GetValue(sp),
            NodeSize = nodeSize,
        };
        if (parsed.GetValue(ep) is { } experts)
        {
            parallelism = parallelism with { Ep = experts };
        }

        return new InferenceRequest(description, Step(parsed, description, parallelism), Recipe(parsed, description), parallelism);
    }

    private StepShape Step(ParseResult parsed, ModelDescription description, Parallelism parallelism)
    {
        var sequences = parsed.GetValue(batch) ?? parallelism.Dp;
        if (sequences < parallelism.Dp)
        {
            throw new InputException($"{sequences} sequences cannot fill {parallelism.Dp} data-parallel groups; accepted: at least {parallelism.Dp}", key: "--batch");
        }

        var perGroup = (sequences + parallelism.Dp - 1) / parallelism.Dp;
        var chosen = Phase(parsed, description);
        Refuse(parsed, sequence, chosen != Workloads.Models.Phase.Decode, "--seq belongs to prefill and encode; decode takes --context");
        Refuse(parsed, context, chosen == Workloads.Models.Phase.Decode, "--context belongs to decode; prefill and encode take --seq");
        Refuse(parsed, prefix, chosen == Workloads.Models.Phase.Prefill, "--prefix belongs to prefill");
        return chosen switch
        {
            Workloads.Models.Phase.Decode => StepShape.Decode(perGroup, parsed.GetValue(context) ?? DefaultTokens),
            Workloads.Models.Phase.Prefill => StepShape.Prefill(perGroup, parsed.GetValue(sequence) ?? DefaultTokens, parsed.GetValue(prefix) ?? 0),
            _ => StepShape.Encode(perGroup, parsed.GetValue(sequence) ?? description.Audio?.Positions ?? DefaultTokens),
        };
    }

    private Phase Phase(ParseResult parsed, ModelDescription description)
    {
        if (parsed.GetValue(phase) is not { } text)
        {
            return description.Phases[^1];
        }

        return Enum.GetValues<Phase>().Cast<Phase?>().FirstOrDefault(p => p.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException($"unknown phase '{text}'; accepted: prefill, decode, encode", key: "--phase");
    }

    private PrecisionRecipe Recipe(ParseResult parsed, ModelDescription description)
    {
        var recipe = PrecisionRecipe.Parse(parsed.GetValue(precision)!, description);
        if (parsed.GetValue(kv) is { } cache)
        {
            recipe = recipe.WithKv(NumberFormats.Parse(cache));
        }

        if (parsed.GetValue(attention) is { } compute)
        {
            recipe = recipe.WithAttention(NumberFormats.Parse(compute));
        }

        return parsed.GetValue(lmHead) is { } head ? recipe.With(WeightComponent.LmHead, GemmPrecisions.Parse(head)) : recipe;
    }

    private static void Refuse(ParseResult parsed, Option<int?> option, bool accepted, string reason)
    {
        if (!accepted && parsed.GetValue(option) is not null)
        {
            throw new InputException(reason);
        }
    }
}
