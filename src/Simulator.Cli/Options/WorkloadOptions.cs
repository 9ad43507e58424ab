using System.CommandLine;
using System.Globalization;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Systems.Inference;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces;

namespace Simulator.Cli.Options;

/// <summary>The options that say which step of which model is meant.</summary>
internal sealed class WorkloadOptions
{
    private const int MostSkew = 4;

    private readonly Option<string?> model = new("--model")
    {
        Description = "model: an id of 'gpusim list models', or the path of a Hugging Face config.json or of a description",
        HelpName = "ID",
    };

    private readonly Option<string?> phase = new("--phase") { Description = "prefill, decode or encode (default: the model's last phase)", HelpName = "PHASE" };
    private readonly Option<int?> batch = Counts.Option("--batch", "sequences (images, recordings) per step, of all data-parallel groups (default 1)");
    private readonly Option<int?> sequence = Counts.Option("--seq", "prefill, encode: new tokens (patches, positions) per sequence (default 1024, or what an encoder takes at most)");
    private readonly Option<int?> context = Counts.Option("--context", "decode: tokens in the cache per sequence (default 1024, or what the model takes at most)");
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
    private readonly Option<string?> skew = new("--routing-skew")
    {
        Description = "how uneven tokens choose experts: exponent of a Zipf law over the experts, from 0 to 4 (default 0: even)",
        HelpName = "S",
    };

    private readonly Option<bool> sp = new("--sp") { Description = "sequence parallelism: norms on each rank's share of the tokens, in prefill" };

    /// <summary>The options by subject, for help.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups =>
    [
        ("Workload", [model, phase, batch, sequence, context, prefix, skew]),
        ("Precision", [precision, kv, attention, lmHead]),
        ("Parallelism", [tp, pp, dp, ep, sp]),
    ];

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    public void AddTo(Command command)
    {
        foreach (var option in Groups.SelectMany(g => g.Options))
        {
            command.Add(option);
        }
    }

    /// <summary>The first option that was given, for errors.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>Its name; null where none was.</returns>
    public string? FirstGiven(ParseResult parsed) =>
        Groups.SelectMany(g => g.Options).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false })?.Name;

    /// <summary>The file of the model that was named, for manifests.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>Its path; nothing where none was named.</returns>
    /// <exception cref="InputException">No model has that id.</exception>
    public IEnumerable<string> Files(ParseResult parsed) =>
        parsed.GetValue(model) is { } id ? [ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)).PathOf(id)] : [];

    /// <summary>Reads the step that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="nodeSize">GPUs of one scale-up domain.</param>
    /// <returns>The step and its operators.</returns>
    /// <exception cref="InputException">The model is unknown, or the options do not fit it.</exception>
    public (InferenceRequest Request, Trace Trace) Load(ParseResult parsed, int nodeSize) => OptionErrors.FromKeys(() =>
    {
        var request = Description(parsed).ToRequest(ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads)).Load, nodeSize);
        return (request, request.BuildTrace());
    });

    /// <summary>The step as it was written, unchecked against its model; every value may be varied.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The step.</returns>
    /// <exception cref="InputException">No model was given, or a value is none.</exception>
    public WorkloadDescription Description(ParseResult parsed) => new()
    {
        Model = parsed.GetValue(model) ?? throw new InputException("no model given; add --model ID ('gpusim list models' lists them) or --trace FILE"),
        Phase = Phase(parsed),
        Batch = parsed.GetValue(batch),
        Sequence = parsed.GetValue(sequence),
        Context = parsed.GetValue(context),
        Prefix = parsed.GetValue(prefix),
        Precision = parsed.GetValue(precision)!,
        Kv = parsed.GetValue(kv) is { } cache ? OptionErrors.Named(kv.Name, () => NumberFormats.Parse(cache)) : null,
        Attention = parsed.GetValue(attention) is { } compute ? OptionErrors.Named(attention.Name, () => NumberFormats.Parse(compute)) : null,
        LmHead = parsed.GetValue(lmHead),
        Tp = parsed.GetValue(tp) ?? 1,
        Pp = parsed.GetValue(pp) ?? 1,
        Dp = parsed.GetValue(dp) ?? 1,
        Ep = parsed.GetValue(ep),
        SequenceParallel = parsed.GetValue(sp),
        RoutingSkew = Skew(parsed),
    };

    private double Skew(ParseResult parsed)
    {
        if (parsed.GetValue(skew) is not { } text)
        {
            return 0;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exponent) && exponent is >= 0 and <= MostSkew
            ? exponent
            : throw new InputException($"'{text}' is not accepted; accepted: a number from 0 to {MostSkew}", key: skew.Name);
    }

    private Phase? Phase(ParseResult parsed)
    {
        if (parsed.GetValue(phase) is not { } text)
        {
            return null;
        }

        var names = Enum.GetValues<Phase>().ToDictionary(p => EnumNames.Of(p), StringComparer.OrdinalIgnoreCase);
        return names.TryGetValue(text, out var chosen)
            ? chosen
            : throw new InputException($"unknown phase '{text}'; {NearestNames.Hint(text, names.Keys)}", key: "--phase");
    }
}
