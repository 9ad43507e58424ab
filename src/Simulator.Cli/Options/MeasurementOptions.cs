using System.CommandLine;
using System.Globalization;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Cli.Options;

/// <summary>The options that say which measurements are meant.</summary>
internal sealed class MeasurementOptions
{
    private readonly Option<string[]> measurements = new("--measurements")
    {
        Description = "measurement CSV files, or directories of them",
        HelpName = "FILE|DIR",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> gpu = Many("--gpu", "only these GPUs", "ID");
    private readonly Option<string[]> op = Many("--op", "only these operators", "NAME");
    private readonly Option<string[]> precision = Many("--precision", "only these precisions", "NAME");
    private readonly Option<string[]> where = Many("--where", "only shapes within a bound, such as n>=128; may be repeated", "KEY>=N");

    private readonly Option<string[]> description = Many("--description", "GPU descriptions beyond the catalogue's that rows may name, such as one of 'gpusim probe'", "FILE.yaml");
    private readonly Option<string?> maxSpread = new("--max-spread")
    {
        Description = "only rows of two software stacks or more whose median is at most R times the fastest, such as 1.2",
        HelpName = "R",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Group.Options)
        {
            command.Add(option);
        }
    }

    /// <summary>The options under one title of the help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Measurements", [measurements, description, gpu, op, precision, where, maxSpread]);

    /// <summary>The paths given.</summary>
    /// <exception cref="InputException">There are none.</exception>
    public string[] Paths(ParseResult parsed) => parsed.GetValue(measurements) is { Length: > 0 } paths
        ? paths
        : throw new InputException("no measurements given; accepted: --measurements FILE or DIR");

    /// <summary>The first of these options that was given; null where none was.</summary>
    public string? FirstGiven(ParseResult parsed) => Group.Options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false })?.Name;

    /// <summary>The files given: those of a directory are its CSV files.</summary>
    public IEnumerable<string> Files(ParseResult parsed) =>
        Paths(parsed).SelectMany<string, string>(p => Directory.Exists(p) ? Directory.EnumerateFiles(p, "*.csv").Order(StringComparer.Ordinal) : [p]);

    /// <summary>Reads the measurements that were asked for, and the node of each GPU in them: the catalogue's single node of
    /// that GPU where there is one, else one derived from the GPU's links.</summary>
    /// <exception cref="InputException">A path or a condition cannot be used.</exception>
    public (MeasurementSet Set, IReadOnlyDictionary<string, SystemDescription> Systems) Load(ParseResult parsed)
    {
        var filter = new RowFilter
        {
            Gpus = parsed.GetValue(gpu) ?? [],
            Ops = parsed.GetValue(op) ?? [],
            Precisions = parsed.GetValue(precision) ?? [],
            MaxSpread = Ratio(parsed),
            Conditions = [.. (parsed.GetValue(where) ?? []).Select(ShapeCondition.Parse)],
        };
        var models = ModelCatalog.Open(parsed.GetValue(CommonOptions.Workloads));
        var all = MeasurementFile.Read(Paths(parsed), new MeasurementConventions(models.Ids.Select(models.Load)));
        var set = all with { Rows = [.. all.Rows.Where(filter.Accepts)] };
        var systems = SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs));
        var nodes = systems.Ids.Select(id => systems.Load(id)).Where(s => s.Nodes == 1).ToLookup(s => s.Gpu.Id);
        var own = (parsed.GetValue(description) ?? []).Select(path => systems.Gpus.Load(path)).ToDictionary(g => g.Id, g => SystemCatalog.DefaultFor(g), StringComparer.Ordinal);
        var known = set.Rows.Select(r => r.Gpu).Distinct().Where(id => own.ContainsKey(id) || systems.Gpus.Ids.Contains(id));
        return (set, known.ToDictionary(
            id => id, id => own.GetValueOrDefault(id) ?? nodes[id].FirstOrDefault() ?? SystemCatalog.DefaultFor(systems.Gpus.Load(id)), StringComparer.Ordinal));
    }

    private double? Ratio(ParseResult parsed)
    {
        if (parsed.GetValue(maxSpread) is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio >= 1
            ? ratio
            : throw new InputException($"'{text}' is not accepted; accepted: a number from 1, such as 1.2", "--max-spread");
    }

    private static Option<string[]> Many(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };
}
