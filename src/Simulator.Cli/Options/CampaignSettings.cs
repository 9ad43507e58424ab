using System.Collections.Immutable;
using System.CommandLine;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Measurement.Campaigns;
using Simulator.Measurement.Devices;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Options;

/// <summary>The options that say what is measured on a device, and for how long.</summary>
internal sealed class CampaignSettings
{
    private const string DefaultDevice = "processor";

    private readonly Option<string> device = new("--device")
    {
        Description = "device: an id of 'gpusim devices' (default: processor)",
        HelpName = "ID",
        DefaultValueFactory = _ => DefaultDevice,
    };

    private readonly Option<string?> shapes = new("--shapes")
    {
        Description = "what to measure: a CSV with the columns op,precision,shape and, where wanted, cache (default: workloads/shapes/ for the kind of device)",
        HelpName = "FILE",
    };

    private readonly Option<string?> trace = new("--trace") { Description = "measures the operators of a trace ('gpusim trace'), each once", HelpName = "FILE" };
    private readonly Option<string[]> ops = new("--ops") { Description = "only these operators", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> precision = new("--precision") { Description = "only these precisions", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> cache = new("--cache")
    {
        Description = "state of the caches for rows that do not say: warm (what the run before left) or cold (flushed) (default: warm)",
        HelpName = "STATE",
        DefaultValueFactory = _ => "warm",
    };

    private readonly Option<string?> budget = new("--budget") { Description = "time for all of it, such as 60s; what it does not reach is left out evenly", HelpName = "TIME" };
    private readonly Option<int?> seed = Counts.Option("--seed", "seed of the operands (default 1)", 0);

    /// <summary>The options under one title of the help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Measurement", [device, shapes, trace, ops, precision, cache, budget, seed]);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Group.Options)
        {
            command.Add(option);
        }
    }

    /// <summary>The device's id.</summary>
    public string Device(ParseResult parsed) => parsed.GetValue(device)!;

    /// <summary>How to measure.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="standard">The budget where none is given; null for none.</param>
    /// <exception cref="InputException">The budget is no time.</exception>
    public CampaignOptions Options(ParseResult parsed, TimeSpan? standard = null) => new()
    {
        Budget = parsed.GetValue(budget) is { } text ? TimeSpan.FromSeconds(OptionErrors.Named(budget.Name, () => Quantity.Parse(text, Dimension.Seconds, 1e-3, 1e7))) : standard,
        Seed = (ulong)(parsed.GetValue(seed) ?? 1),
    };

    /// <summary>What to measure, in the order in which it is measured.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The device.</param>
    /// <exception cref="InputException">A file cannot be read, or nothing is left of it.</exception>
    public ImmutableArray<PlannedKernel> Plan(ParseResult parsed, DeviceDescription target)
    {
        if (parsed.GetValue(shapes) is not null && parsed.GetValue(trace) is not null)
        {
            throw new InputException("--shapes and --trace both say what to measure; accepted: one of them");
        }

        var state = parsed.GetValue(cache) switch
        {
            "warm" => CacheState.Warm,
            "cold" => CacheState.Cold,
            var other => throw new InputException($"'{other}' is not accepted; accepted: warm, cold", cache.Name),
        };
        var (names, formats) = (parsed.GetValue(ops) ?? [], parsed.GetValue(precision) ?? []);
        var kernels = ShapeFile.Read(parsed.GetValue(shapes) ?? parsed.GetValue(trace) ?? Standard(parsed, target), state)
            .Where(k => (names.Length == 0 || names.Contains(k.Operator.Op)) && (formats.Length == 0 || formats.Contains(k.Operator.PrecisionName)));
        var plan = CampaignOrder.Balanced(kernels);
        return plan.IsEmpty ? throw new InputException("nothing is left to measure; accepted: --ops and --precision of rows that the file has") : plan;
    }

    private static string Standard(ParseResult parsed, DeviceDescription target) => Path.Combine(
        WorkloadDirectory.Find(parsed.GetValue(CommonOptions.Workloads)), "shapes", target.Kind == DeviceKind.Processor ? "processor.csv" : "gpu.csv");
}
