using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Planning;

namespace Simulator.Cli.Options;

/// <summary>The options that ask <c>gpusim serve</c> for a plan rather than for a run.</summary>
internal sealed class PlanOptions
{
    private static readonly Dictionary<string, PlanGoal> Goals = new(StringComparer.Ordinal)
    {
        ["max-rate"] = PlanGoal.MaxRate,
        ["min-gpus"] = PlanGoal.MinGpus,
        ["best-split"] = PlanGoal.BestSplit,
    };

    private readonly Option<string?> find = Option(
        "find", "max-rate (within --gpus), min-gpus (for --rate) or best-split (goodput per GPU, or per --gpu-price)");
    private readonly Option<string?> slo = Option(
        "slo", "what requests must keep: ttft=500ms,tpot=30ms or one of them (default: the file's slo_ttft and slo_tpot)");
    private readonly Option<string?> attainment = Option("attainment", "the part of the requests that must keep it (default 0.9)");
    private readonly Option<string?> gpus = Option("gpus", "GPUs that there are (default 8; with min-gpus the most, default 256)");
    private readonly Option<string?> kinds = Option(
        "gpus-of", "GPUs to choose among, such as h100-sxm,b200-sxm; the two sides may differ (default: the file's own)");
    private readonly Option<string?> prices = Option("gpu-price", "price of a GPU and hour: h100-sxm=2.5,b200-sxm=5");
    private readonly Option<string?> layouts = Option("layouts", "aggregated, disaggregated or both (default both)");
    private readonly Option<string?> ranks = Option("ranks", "GPUs of a replica that are tried (default 1,2,4,8,16)");
    private readonly Option<string?> budgets = Option("token-budgets", "token budgets that are tried (default 256,512,1024,2048,8192)");
    private readonly Option<string?> limits = Option("batch-limits", "limits on sequences in flight that are tried (default 128,1024)");
    private readonly Option<string?> counted = Option("counted", "requests that count of each simulated run, at least (default 3000)");
    private readonly Option<string?> simulated = Option("simulated", "most layouts that are simulated (default 32)");
    private readonly Option<string?> csv = FileOption.Csv("the simulated layouts of --find");

    /// <summary>The options, for help.</summary>
    public IReadOnlyList<Option> All => [find, slo, attainment, gpus, kinds, prices, layouts, ranks, budgets, limits, counted, simulated, csv];

    /// <summary>The option that names a CSV file.</summary>
    public Option<string?> Csv => csv;

    /// <summary>Whether a plan is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>False for a run.</returns>
    /// <exception cref="InputException">An option of plans stands without <c>--find</c>.</exception>
    public bool IsAsked(ParseResult parsed)
    {
        if (parsed.GetResult(find) is not null)
        {
            return true;
        }

        return All.FirstOrDefault(o => parsed.GetResult(o) is not null) is { } stray
            ? throw new InputException("belongs to plans; accepted: together with --find max-rate, min-gpus or best-split", key: stray.Name)
            : false;
    }

    /// <summary>The question.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="description">The description, for its rate, seed and objective.</param>
    /// <returns>The question.</returns>
    /// <exception cref="InputException">A value cannot be used; the message names the option.</exception>
    public PlanRequest Request(ParseResult parsed, ServingDescription description)
    {
        var name = parsed.GetValue(find) ?? "";
        var goal = Goals.TryGetValue(name, out var known) ? known : throw Wrong(find, $"'{name}' is unknown", string.Join(", ", Goals.Keys));
        return new PlanRequest(goal, parsed.GetValue(slo) is { } text ? Objective(text) : description.Objective)
        {
            Attainment = parsed.GetValue(attainment) is { } share ? Number(attainment, share) : 0.9,
            Gpus = Whole(parsed, gpus, goal == PlanGoal.MinGpus ? 256 : 8),
            Rate = description.Rate,
            Requests = Math.Max(20, Whole(parsed, counted, 3000)),
            Simulated = Whole(parsed, simulated, 32),
            Seed = description.Seed,
        };
    }

    /// <summary>What may be chosen.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The space.</returns>
    /// <exception cref="InputException">A value cannot be used; the message names the option.</exception>
    public PlanSpace Space(ParseResult parsed)
    {
        var all = new PlanSpace();
        var which = parsed.GetValue(layouts) ?? "both";
        if (which is not ("both" or "aggregated" or "disaggregated"))
        {
            throw Wrong(layouts, $"'{which}' is unknown", "aggregated, disaggregated, both");
        }

        return all with
        {
            Gpus = [.. Parts(parsed, kinds)],
            Aggregated = which != "disaggregated",
            Disaggregated = which != "aggregated",
            Ranks = Numbers(parsed, ranks) ?? all.Ranks,
            TokenBudgets = Numbers(parsed, budgets) ?? all.TokenBudgets,
            MaxSequences = Numbers(parsed, limits) ?? all.MaxSequences,
            Prices = Parts(parsed, prices).Select(p => Pair(prices, p)).ToImmutableDictionary(p => p.Key, p => Number(prices, p.Value), StringComparer.Ordinal),
        };
    }

    private ServiceObjective Objective(string text)
    {
        var promised = new ServiceObjective(double.PositiveInfinity, double.PositiveInfinity);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (key, value) = Pair(slo, part);
            var seconds = OptionErrors.Named(slo.Name, () => Quantity.Parse(value, Dimension.Seconds));
            promised = key switch
            {
                "ttft" => promised with { TtftSeconds = seconds },
                "tpot" => promised with { TpotSeconds = seconds },
                _ => throw Wrong(slo, $"'{key}' is unknown", "ttft, tpot"),
            };
        }

        return promised;
    }

    private static (string Key, string Value) Pair(Option option, string text) =>
        text.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } key, { Length: > 0 } value]
        ? (key, value)
        : throw Wrong(option, $"'{text}' is no assignment", "name=value, with commas between several");

    private static IEnumerable<string> Parts(ParseResult parsed, Option<string?> option) =>
        (parsed.GetValue(option) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    private static ImmutableArray<int>? Numbers(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is null
        ? null
        : [.. Parts(parsed, option).Select(text => Whole(option, text)).Distinct().Order()];

    private static int Whole(ParseResult parsed, Option<string?> option, int otherwise) =>
        parsed.GetValue(option) is { } text ? Whole(option, text) : otherwise;

    private static int Whole(Option option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000_000
        ? number
        : throw Wrong(option, $"'{text}' is no count", "whole numbers from 1");

    private static double Number(Option option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
        && double.IsFinite(number)
        ? number
        : throw Wrong(option, $"'{text}' is no number above 0", "a number such as 0.9");

    private static InputException Wrong(Option option, string problem, string accepted) => new($"{problem}; accepted: {accepted}", key: option.Name);

    private static Option<string?> Option(string name, string description) => new("--" + name) { Description = description, HelpName = "VALUE" };
}
