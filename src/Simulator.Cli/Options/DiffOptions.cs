using System.CommandLine;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;
using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Metrics;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;

namespace Simulator.Cli.Options;

/// <summary>The options that say in which steps, and under which load, two models are compared.</summary>
internal sealed class DiffOptions
{
    private const int DecodeBatch = 32;

    private readonly Option<string?> phase = new("--phase")
    {
        Description = "prefill, decode or encode alone (default: all phases that both models have)",
        HelpName = "PHASE",
    };

    private readonly Option<int?> batch = Counts.Option(
        "--batch", $"sequences per step, of all data-parallel groups (default {DecodeBatch} in decode, one per group else)");
    private readonly Option<int?> sequence = Counts.Option("--seq", "prefill, encode: new tokens per sequence (default 1024)");
    private readonly Option<int?> context = Counts.Option("--context", "decode: tokens in the cache per sequence (default 1024)");
    private readonly Option<string> precision = new("--precision")
    {
        Description = $"recipe of the layers' matrix products: {string.Join(", ", PrecisionRecipe.Names)}",
        HelpName = "NAME",
        DefaultValueFactory = _ => PrecisionRecipe.PublishedName,
    };

    private readonly Option<string?> kv = new("--kv") { Description = "format of the KV cache, such as fp8 (default: the recipe's)", HelpName = "FORMAT" };
    private readonly Option<int?> tp = Counts.Option("--tp", "tensor parallelism (default 1)");
    private readonly Option<int?> dp = Counts.Option("--dp", "data-parallel groups of attention (default 1)");
    private readonly Option<int?> ep = Counts.Option("--ep", "expert parallelism (default: 1, or all GPUs where --dp is above 1)");
    private readonly Option<string?> rate = new("--rate")
    {
        Description = "requests per second of the fleet that is sized (default: requests/s of one GPU are shown)",
        HelpName = "N",
    };

    private readonly Option<int?> input = Counts.Option("--input", "tokens of a prompt (default 1024)");
    private readonly Option<int?> answer = Counts.Option("--output", "tokens of an answer (default 256)", 2);
    private readonly Option<string?> ttft = new("--slo-ttft") { Description = "longest time to first token of the fleet, such as 500ms", HelpName = "TIME" };
    private readonly Option<string?> tpot = new("--slo-tpot") { Description = "longest time per output token of the fleet, such as 30ms", HelpName = "TIME" };
    private readonly Option<string> stack = new("--stack")
    {
        Description = "whose host times the fleet has: vllm, trtllm, sglang (default vllm)",
        HelpName = "NAME",
        DefaultValueFactory = _ => "vllm",
    };

    /// <summary>The options by subject, for help.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups =>
        [("Step", [phase, batch, sequence, context, precision, kv, tp, dp, ep]), ("Fleet", [rate, input, answer, ttft, tpot, stack])];

    /// <summary>The steps to compare.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="before">The first model.</param>
    /// <param name="after">The second.</param>
    /// <returns>One per phase.</returns>
    /// <exception cref="InputException">A value is none, or the models have no phase in common.</exception>
    public WorkloadDescription[] Steps(ParseResult parsed, ModelDescription before, ModelDescription after)
    {
        var common = before.Phases.Intersect(after.Phases).ToArray();
        if (parsed.GetValue(phase) is { } text)
        {
            common = Enum.TryParse<Phase>(text, ignoreCase: true, out var one) && common.Contains(one)
                ? [one]
                : throw new InputException($"'{text}' is not accepted; accepted: {string.Join(", ", common.Select(p => EnumNames.Of(p)))}", key: phase.Name);
        }

        return common.Length > 0
            ? [.. common.Select(p => Step(parsed, p))]
            : throw new InputException($"{before.Id} and {after.Id} have no phase in common");
    }

    /// <summary>The load of the fleet.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>Requests per second (null where none were given), tokens of prompt and answer, what users are promised, the stack.</returns>
    /// <exception cref="InputException">A value is none.</exception>
    public (double? Rate, int Input, int Output, ServiceObjective Objective, string Stack) Fleet(ParseResult parsed) => (
        parsed.GetValue(rate) is { } text ? OptionErrors.Named(rate.Name, () => Quantity.Parse(text, Dimension.None, 1e-6, 1e9)) : null,
        parsed.GetValue(input) ?? 1024, parsed.GetValue(answer) ?? 256, new ServiceObjective(Time(parsed, ttft), Time(parsed, tpot)), parsed.GetValue(stack)!);

    private static double Time(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { } text
        ? OptionErrors.Named(option.Name, () => Quantity.Parse(text, Dimension.Seconds, double.Epsilon, 1e9))
        : double.PositiveInfinity;

    private WorkloadDescription Step(ParseResult parsed, Phase of)
    {
        var groups = parsed.GetValue(dp) ?? 1;
        return new WorkloadDescription
        {
            Model = "",
            Phase = of,
            Batch = parsed.GetValue(batch) ?? (of == Phase.Decode ? Math.Max(DecodeBatch / groups, 1) * groups : null),
            Sequence = of == Phase.Decode ? null : parsed.GetValue(sequence),
            Context = of == Phase.Decode ? parsed.GetValue(context) : null,
            Precision = parsed.GetValue(precision)!,
            Kv = parsed.GetValue(kv) is { } cache ? OptionErrors.Named(kv.Name, () => NumberFormats.Parse(cache)) : null,
            Tp = parsed.GetValue(tp) ?? 1,
            Dp = groups,
            Ep = parsed.GetValue(ep),
        };
    }
}
