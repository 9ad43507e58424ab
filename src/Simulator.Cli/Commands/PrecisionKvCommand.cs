using System.CommandLine;
using System.Globalization;
using Simulator.Cli.Export;
using Simulator.Cli.Help;
using Simulator.Cli.Options;
using Simulator.Cli.Rendering;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Precision;
using Simulator.Reporting.Precision;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Cli.Commands;

/// <summary><c>gpusim precision kv</c>: what rounding the KV cache costs in error and buys in memory and decoding time.</summary>
internal sealed class PrecisionKvCommand
{
    private const int DefaultBatch = 16;
    private const int DefaultHeads = 64;
    private const int DefaultKvHeads = 8;
    private const int DefaultWidth = 128;
    private const int MostTokens = 1 << 18;
    private const int MostWidth = 1024;
    private const int MostHeads = 8;
    private static readonly int[] DefaultContexts = [1024, 4096, 16384];
    private static readonly string[] DefaultFormats = ["bf16", "fp8-e4m3", "int8", "int4", "nvfp4"];

    private static readonly string[] Examples =
    [
        "precision kv --gpu h100-sxm --context 4096 32768",
        "precision kv --format int4 nvfp4 --scales token kivi --attention fp8",
    ];

    private readonly TextWriter output;
    private readonly GpuListOptions hardware = new();
    private readonly TableOptions table = new();
    private readonly Option<string[]> format = Several("--format", "formats of the cache (default: bf16 fp8-e4m3 int8 int4 nvfp4)", "NAME");
    private readonly Option<string[]> scales = Several(
        "--scales", "head, token, channel (and 128 tokens), kivi (keys by channel, values by token);"
            + " not for formats with blocks (default: all)", "NAME");
    private readonly Option<string[]> context = Several("--context", "tokens in the cache (default: 1024 4096 16384)", "N");
    private readonly Option<string?> attention = new("--attention")
    {
        Description = "format of queries and probabilities as well (default: they are not rounded)",
        HelpName = "NAME",
    };

    private readonly Option<string> spread = new("--spread")
    {
        Description = "standard deviation of the scores over tokens (default: 2)",
        HelpName = "X",
        DefaultValueFactory = _ => "2",
    };

    private readonly Option<int?> batch = Counts.Option("--batch", $"sequences, for memory and time (default: {DefaultBatch})");
    private readonly Option<int?> heads = Counts.Option("--heads", $"query heads, for time (default: {DefaultHeads})");
    private readonly Option<int?> kvHeads = Counts.Option("--kv-heads", $"heads of the cache, for memory and time (default: {DefaultKvHeads})");
    private readonly Option<int?> width = Counts.Option("--head-dim", $"elements of a head (default: {DefaultWidth})");
    private readonly Option<int?> seed = Counts.Option("--seed", "seed of what is random (default: 1)", 0);

    private readonly KeepOptions keep = new("precision-kv");

    private PrecisionKvCommand(TextWriter output) => this.output = output;

    /// <summary>Creates the verb.</summary>
    public static Command Create(TextWriter output, Dictionary<Command, HelpTopic> topics)
    {
        var verb = new PrecisionKvCommand(output);
        Option[] cache = [verb.format, verb.scales, verb.attention, verb.spread, verb.seed];
        Option[] shape = [verb.context, verb.batch, verb.heads, verb.kvHeads, verb.width];
        var topic = new HelpTopic([("Cache", cache), ("Shape", shape), verb.hardware.Group, ("Results", [.. verb.table.All, .. verb.keep.All])], Examples);
        var command = new Command("kv", "the error of attention over a rounded KV cache, beside the cache's memory and the time of decoding");
        foreach (var option in topic.Groups.SelectMany(g => g.Options))
        {
            command.Add(option);
        }

        topics.Add(command, topic);
        command.SetAction(verb.Run);
        return command;
    }

    private static Option<string[]> Several(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value, AllowMultipleArgumentsPerToken = true };

    private static T[] Given<T>(ParseResult parsed, Option<string[]> option, Func<string, T> read, T[] standard)
    {
        var texts = parsed.GetValue(option) ?? [];
        return texts.Length == 0 ? standard : OptionErrors.Named(option.Name, () => texts.Select(read).Distinct().ToArray());
    }

    private static int Tokens(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) && tokens is > 0 and <= MostTokens
            ? tokens
            : throw new InputException($"'{text}' is not accepted; accepted: a whole number of tokens from 1 to {MostTokens}");

    private int Run(ParseResult parsed)
    {
        var contexts = Given(parsed, context, Tokens, DefaultContexts);
        var formats = Given(parsed, format, QuantisationFormats.Parse, [.. DefaultFormats.Select(QuantisationFormats.Parse)]);
        var ways = Given(parsed, scales, KvScaling.Parse, [.. KvScaling.All]);
        var compute = parsed.GetValue(attention) is { } name ? OptionErrors.Named(attention.Name, () => QuantisationFormats.Parse(name)) : null;
        var op = Operator(parsed, contexts.Max());
        var experiment = new PrecisionKv(op.Kv, op.HeadDim, Math.Min(MostHeads, op.Heads / op.KvHeads), Spread(parsed), (ulong)(parsed.GetValue(seed) ?? 1));
        var study = new PrecisionKvStudy(experiment, op, compute, hardware.Load(parsed), Technologies.Load(parsed));
        var data = PrecisionTables.Kv([.. contexts.SelectMany(c => formats.SelectMany(f => study.Rows(c, f, [.. ways])))]);
        var files = new OutputFiles(output);
        table.Add(parsed, files, data);
        var subject = $"one layer's attention of one token per sequence: batch {op.Batch}, {op.Heads} heads on {op.KvHeads} of {op.HeadDim}, "
            + $"queries and probabilities {compute?.Name ?? "not rounded"}";
        var kept = keep.Add(parsed, files, RunKind.Precision, subject, PrecisionFile.FileName, () => TableExport.Csv(data), hardware.Files(parsed));
        files.Commit();
        if (!files.UsesOutput)
        {
            var console = Terminal.On(output);
            console.Write(new Spectre.Console.Text($"{subject}\n"));
            DataTableView.Draw(console, data, "mean error", "largest error", "memory traffic", "runs as", "energy");
            ResultsView.Draw(console, kept);
        }

        return ExitCode.Success;
    }

    private AttentionDecodeOperator Operator(ParseResult parsed, int longest)
    {
        int queries = parsed.GetValue(heads) ?? DefaultHeads, keys = parsed.GetValue(kvHeads) ?? DefaultKvHeads;
        var elements = parsed.GetValue(width) ?? DefaultWidth;
        if (queries % keys != 0)
        {
            throw new InputException($"{keys} does not divide the {queries} query heads; accepted: a divisor", key: kvHeads.Name);
        }

        return elements <= MostWidth
            ? new AttentionDecodeOperator(AttentionPrecision.Bf16, parsed.GetValue(batch) ?? DefaultBatch, longest, queries, keys, elements)
            : throw new InputException($"'{elements}' is not accepted; accepted: a whole number from 1 to {MostWidth}", key: width.Name);
    }

    private double Spread(ParseResult parsed) =>
        double.TryParse(parsed.GetValue(spread), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 100
            ? value
            : throw new InputException($"'{parsed.GetValue(spread)}' is not accepted; accepted: a number above 0, at most 100", key: spread.Name);
}
